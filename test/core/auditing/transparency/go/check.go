// Checks notes and proofs of Decklog by Go's own sumdb/note and tlog, and signs what Decklog is to read.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(name string) string {
	data, err := os.ReadFile(name)
	must(err)
	return string(data)
}

func hashOf(text string) (hash tlog.Hash) {
	data, err := base64.StdEncoding.DecodeString(text)
	must(err)
	if len(data) != len(hash) {
		must(fmt.Errorf("a hash of %d bytes", len(data)))
	}
	copy(hash[:], data)
	return hash
}

// The size and root of a checkpoint, once its signature is found good.
func head(written, vkey string) (int64, tlog.Hash) {
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open([]byte(written), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	return size, hashOf(lines[2])
}

func hashes(lines []string) (found []tlog.Hash) {
	for _, line := range lines {
		found = append(found, hashOf(line))
	}
	return found
}

func main() {
	switch os.Args[1] {
	case "record": // vkey entry tlog-proof
		parts := strings.SplitN(read(os.Args[4]), "\n\n", 2)
		lines := strings.Split(parts[0], "\n")
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		must(err)
		size, root := head(parts[1], os.Args[2])
		leaf := tlog.RecordHash([]byte(read(os.Args[3])))
		must(tlog.CheckRecord(tlog.RecordProof(hashes(lines[2:])), size, root, index, leaf))
	case "tree": // vkey older newer proof
		older, olderRoot := head(read(os.Args[3]), os.Args[2])
		size, root := head(read(os.Args[4]), os.Args[2])
		proof := strings.Fields(read(os.Args[5]))
		must(tlog.CheckTree(tlog.TreeProof(hashes(proof)), size, root, older, olderRoot))
	case "sign": // skey text
		signer, err := note.NewSigner(os.Args[2])
		must(err)
		signed, err := note.Sign(&note.Note{Text: read(os.Args[3])}, signer)
		must(err)
		out := bufio.NewWriter(os.Stdout)
		out.Write(signed)
		must(out.Flush())
	}
	fmt.Fprintln(os.Stderr, "good")
}
