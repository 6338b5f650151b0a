/** A workstation with snaps, a bind mount, a read-only image and a tmpfs. */
export const workstation = `
22 27 0:21 / /proc rw,nosuid - proc proc rw
23 27 0:22 / /sys rw,nosuid - sysfs sysfs rw
24 27 0:5 / /dev rw,nosuid - devtmpfs udev rw,size=8054936k
25 24 0:23 / /dev/shm rw,nosuid - tmpfs tmpfs rw
27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
28 27 0:24 / /run rw,nosuid - tmpfs tmpfs rw,size=1620556k
30 27 259:1 / /boot/efi rw,relatime - vfat /dev/nvme0n1p1 rw
31 27 7:1 / /snap/core22/1 ro,nodev - squashfs /dev/loop1 ro
32 27 7:2 / /mnt/image ro,nodev - ext4 /dev/loop2 ro
33 27 259:3 / /data rw,relatime - xfs /dev/nvme0n1p3 rw
34 27 259:3 /projects /home/me/projects rw,relatime - xfs /dev/nvme0n1p3 rw
35 27 0:50 / /media/nas rw,relatime - nfs4 nas:/export rw
36 27 11:0 / /media/cdrom ro - iso9660 /dev/sr0 ro
37 27 0:51 / /tmp/quick rw - tmpfs tmpfs rw,size=16384k
38 27 259:4 / /srv rw - ext4 /dev/nvme0n1p4 ro,errors=remount-ro
`

/** Inside a container: an overlay root, files laid over it, and a volume of another disk. */
export const container = `
541 540 0:103 / / rw,relatime master:200 - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w
542 541 0:106 / /proc rw,nosuid - proc proc rw
543 541 0:107 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755
550 541 259:2 /var/lib/docker/containers/abc/resolv.conf /etc/resolv.conf rw - ext4 /dev/nvme0n1p2 rw
551 541 259:2 /var/lib/docker/containers/abc/hostname /etc/hostname rw - ext4 /dev/nvme0n1p2 rw
552 541 259:2 /var/lib/docker/containers/abc/hosts /etc/hosts rw - ext4 /dev/nvme0n1p2 rw
553 541 259:9 /volumes/db/_data /var/lib/postgresql rw - ext4 /dev/nvme1n1p1 rw
`

/** The same container with the host's root mounted read-only at /host. */
export const hostInContainer = `${container}
600 541 259:2 / /host ro,relatime - ext4 /dev/nvme0n1p2 rw
601 600 0:21 / /host/proc ro,nosuid - proc proc rw
602 600 259:1 / /host/boot/efi ro - vfat /dev/nvme0n1p1 rw
603 600 259:9 / /host/data ro - ext4 /dev/nvme1n1p1 rw
604 600 0:103 / /host/var/lib/docker/overlay2/x/merged ro - overlay overlay rw
605 600 0:24 / /host/run ro - tmpfs tmpfs rw
`

/** Btrfs with subvolumes, where all mounts are of one filesystem and none is of its whole. */
export const btrfs = `
27 1 0:30 /@ / rw - btrfs /dev/sda2 rw,subvol=/@
28 27 0:30 /@home /home rw - btrfs /dev/sda2 rw,subvol=/@home
29 27 0:30 /@log /var/log rw - btrfs /dev/sda2 rw,subvol=/@log
`
