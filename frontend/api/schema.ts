export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells that the process lives.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells that the process lives.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells that the process lives.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_api_v1_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whether the process is ready to serve, part by part; 503 when it is not.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the guards by name, with how their subjects stand.
         * @description Needs the scope `read`. Reads: guard-levels, guard-usage, disk-status, disk-usage.
         */
        get: operations["get_api_v1_guards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a guard and its subjects by id, but for forgotten ones.
         * @description Needs the scope `read`. Reads: guard-levels, guard-usage, disk-status, disk-usage.
         */
        get: operations["get_api_v1_guards_name_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards/{name}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells from the ledger what the gate of a guard would have stopped, when, and how often it changed its mind.
         * @description Needs the scope `read`. Reads: guard-levels, guard-usage, disk-status, disk-usage.
         */
        get: operations["get_api_v1_guards_name_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards/{name}/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a subject of a guard, its last changes, and how its measures went.
         * @description Needs the scope `read`. Reads: guard-levels, guard-usage, disk-status, disk-usage.
         */
        get: operations["get_api_v1_guards_name_subject_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards/{name}/{subject}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets a subject that does not come back, and what it blocked; read again, it is known again.
         * @description Needs the scope `operate`. Shows at once in: guard-levels, guard-usage, disk-status, disk-usage.
         */
        post: operations["post_api_v1_guards_name_subject_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guards/{name}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes up to 1,000 readings for a guard that does not read by itself; a bad one does not keep out the others.
         * @description Needs the scope `ingest`.
         */
        post: operations["post_api_v1_guards_name_readings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the gates with what they ask.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_gates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks a gate whether a step may happen now.
         * @description Needs the scope `read`.
         */
        post: operations["post_api_v1_gates_name_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gates/{name}/mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets what follows from the answers of a gate: nothing (`watch`), a warning (`warn`), or what they say (`deny`); it is recorded with its reason.
         * @description Needs the scope `approve`.
         */
        post: operations["post_api_v1_gates_name_mode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the rules in force, of each plugin, and which machines judge by others.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the changes of rules, the newest first.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_rules_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compares two sets of rules of one plugin.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_rules_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the rules that a digest names, as they were recorded.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_rules_digest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the events of the ledger in the order of commits, as they were recorded.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/streams/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the events of one stream, as they were recorded.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_streams_stream_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guards/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_guards_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disks/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_disks_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boards/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_boards_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_runs_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/releases/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_releases_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rollouts/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_rollouts_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_targets_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recoveries/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_recoveries_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alarms/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_alarms_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/history/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_history_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_system_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The console: a page for people, which asks this API.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_sign_in_rest_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A script, style or image of the console; its name changes with what it holds.
         * @description Needs no token. Unknown fields are ignored.
         */
        get: operations["get_assets_name_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one board, and how its runtime stands.
         * @description Needs the scope `read`. Reads: boards.
         */
        get: operations["get_api_v1_boards_board_id_"];
        /**
         * Makes a board, or changes what it is called and where its agents run.
         * @description Needs the scope `operate`. Shows at once in: boards.
         */
        put: operations["put_api_v1_boards_board_id_"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets a board that does not come back, and retires its agents; made again, it is a board without agents.
         * @description Needs the scope `operate`. Shows at once in: boards, agent-continuity.
         */
        post: operations["post_api_v1_boards_board_id_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Registers an agent on a board, or changes its name and how it is looked at.
         * @description Needs the scope `operate`. Shows at once in: agent-continuity.
         */
        put: operations["put_api_v1_boards_board_id_agents_agent_id_"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses an agent: nothing is expected of it until it is resumed.
         * @description Needs the scope `operate`. Shows at once in: agent-continuity.
         */
        post: operations["post_api_v1_agents_agent_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes an agent: it is expected to beat from now on.
         * @description Needs the scope `operate`. Shows at once in: agent-continuity.
         */
        post: operations["post_api_v1_agents_agent_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retires an agent for good; its name is free again.
         * @description Needs the scope `operate`. Shows at once in: agent-continuity.
         */
        post: operations["post_api_v1_agents_agent_id_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/beats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the last beats of an agent, newest first, among the last 5,000 of its board.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_agents_agent_id_beats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the beat of a known agent.
         * @description Needs the scope `ingest`. Unknown fields are ignored.
         */
        post: operations["post_api_v1_agents_agent_id_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the beat of the agent whose token it is: the subject of the token is its id.
         * @description Needs the scope `ingest`. Unknown fields are ignored.
         */
        post: operations["post_api_v1_agent_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the beat of the agent of this name; a new one is registered.
         * @description Needs the scope `ingest`. Unknown fields are ignored.
         */
        post: operations["post_api_v1_agents_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heartbeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes up to 1,000 beats; a bad one does not keep out the others.
         * @description Needs the scope `ingest`.
         */
        post: operations["post_api_v1_heartbeats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disks/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets a disk that does not come back, and what it blocked; read again, it is known again. One that is being read is not forgotten (409).
         * @description Needs the scope `operate`. Shows at once in: disk-status, disk-mounts.
         */
        post: operations["post_api_v1_disks_id_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets a machine that does not come back: its silence, and all its disks and mounts. One that still reports is not forgotten (409).
         * @description Needs the scope `operate`. Shows at once in: disk-status, disk-mounts.
         */
        post: operations["post_api_v1_hosts_host_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists runs, newest first.
         * @description Needs the scope `read`. Reads: gsd-runs. Unknown fields are ignored.
         */
        get: operations["get_api_v1_gsd_runs"];
        put?: never;
        /**
         * Starts a delivery run.
         * @description Needs the scope `operate`. Shows at once in: gsd-runs, gsd-stage-times. Unknown fields are ignored.
         */
        post: operations["post_api_v1_gsd_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a run.
         * @description Needs the scope `read`. Reads: gsd-runs. Unknown fields are ignored.
         */
        get: operations["get_api_v1_gsd_runs_run_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a run: everything it says happens together, or nothing.
         * @description Needs the scope `operate`. Shows at once in: gsd-runs, gsd-stage-times. Unknown fields are ignored.
         */
        patch: operations["patch_api_v1_gsd_runs_run_id_"];
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the approvals a run asks for and every decision on them.
         * @description Needs the scope `read`. Reads: gsd-runs.
         */
        get: operations["get_api_v1_gsd_runs_run_id_approvals"];
        put?: never;
        /**
         * Approves, rejects or waives an approval that a run asks for.
         * @description Needs the scope `approve`. Shows at once in: gsd-runs, gsd-stage-times.
         */
        post: operations["post_api_v1_gsd_runs_run_id_approvals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the evidence of a run as it came, what was withdrawn included.
         * @description Needs the scope `read`. Reads: gsd-evidence, gsd-runs.
         */
        get: operations["get_api_v1_gsd_runs_run_id_evidence"];
        put?: never;
        /**
         * Attaches a proof to a run, once however often it is sent.
         * @description Needs the scope `operate`. Shows at once in: gsd-runs, gsd-stage-times, gsd-evidence.
         */
        post: operations["post_api_v1_gsd_runs_run_id_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/evidence/{evidence_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws a proof: it no longer stands, and history keeps it.
         * @description Needs the scope `operate`. Shows at once in: gsd-runs, gsd-stage-times, gsd-evidence.
         */
        post: operations["post_api_v1_gsd_runs_run_id_evidence_evidence_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/gate-bypasses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the deny of gates aside, for one step of this run, its release, and a while.
         * @description Needs the scope `approve`. Shows at once in: gsd-runs, gsd-stage-times.
         */
        post: operations["post_api_v1_gsd_runs_run_id_gate_bypasses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate-decisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a decision of gates as it was recorded, with the facts it was made from.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_gate_decisions_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells every fact of a run, oldest first: what, who, when and why.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_gsd_runs_run_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists mutes, the newest first.
         * @description Needs the scope `read`. Reads: mutes.
         */
        get: operations["get_api_v1_mutes"];
        put?: never;
        /**
         * Mutes alarms until a time; what happens meanwhile is recorded all the same.
         * @description Needs the scope `operate`. Shows at once in: mutes.
         */
        post: operations["post_api_v1_mutes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mutes/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a mute before its time.
         * @description Needs the scope `operate`. Shows at once in: mutes.
         */
        post: operations["post_api_v1_mutes_id_lift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists maintenance windows, those that were planned last first.
         * @description Needs the scope `read`. Reads: windows.
         */
        get: operations["get_api_v1_windows"];
        put?: never;
        /**
         * Plans a maintenance window, once or by a schedule; what it keeps back is told as one digest when it closes.
         * @description Needs the scope `operate`. Shows at once in: windows.
         */
        post: operations["post_api_v1_windows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/windows/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a maintenance window before its time, for good.
         * @description Needs the scope `operate`. Shows at once in: windows.
         */
        post: operations["post_api_v1_windows_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test message to all channels, or to one, and answers what became of it.
         * @description Needs the scope `operate`.
         */
        post: operations["post_api_v1_notifications_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how an alarm, as it stands, would be told on each channel; nothing is sent.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_alarms_id_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that somebody looks after an alarm: it is not told again until it is worse.
         * @description Needs the scope `operate`. Shows at once in: alarms.
         */
        post: operations["post_api_v1_alarms_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that what an alarm is about is over; it is raised again when it is so again.
         * @description Needs the scope `operate`. Shows at once in: alarms.
         */
        post: operations["post_api_v1_alarms_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbound/pagerduty/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was acknowledged or resolved in PagerDuty: its webhook calls this, signed as webhook subscriptions (v3) are.
         * @description Needs no token.
         */
        post: operations["post_api_v1_inbound_pagerduty_channel_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbound/opsgenie/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was acknowledged or resolved in Opsgenie: its webhook calls this, with the token in `Authorization: Bearer …`.
         * @description Needs no token.
         */
        post: operations["post_api_v1_inbound_opsgenie_channel_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a policy act on a thing now, or rehearse it; one at a time, never over its limit, and never where a gate denies it.
         * @description Needs the scope `operate`. Shows at once in: recoveries.
         */
        post: operations["post_api_v1_recoveries_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a suggested action: the one of this attempt and this digest, and no other.
         * @description Needs the scope `approve`. Shows at once in: recoveries.
         */
        post: operations["post_api_v1_recoveries_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a policy try again what it had given up, with all its attempts before it.
         * @description Needs the scope `operate`. Shows at once in: recoveries.
         */
        post: operations["post_api_v1_recoveries_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the policies of healing, as they are configured, and which of them rest.
         * @description Needs the scope `read`. Reads: recovery-policies.
         */
        get: operations["get_api_v1_recovery_policies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery-policies/{policy}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a policy rest, until a time or until it is resumed; what it has begun ends.
         * @description Needs the scope `operate`. Shows at once in: recovery-policies.
         */
        post: operations["post_api_v1_recovery_policies_policy_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery-policies/{policy}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a policy that rests go on.
         * @description Needs the scope `operate`. Shows at once in: recovery-policies.
         */
        post: operations["post_api_v1_recovery_policies_policy_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists registered releases, newest first.
         * @description Needs the scope `read`. Reads: releases.
         */
        get: operations["get_api_v1_releases"];
        put?: never;
        /**
         * Registers a release by its manifest. The id is computed here; registering it again changes nothing and answers 200.
         * @description Needs the scope `operate`. Shows at once in: releases.
         */
        post: operations["post_api_v1_releases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runtime/verification/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies the default target, and takes the result into a run.
         * @description Needs the scope `operate`. Shows at once in: verifications. Unknown fields are ignored.
         */
        post: operations["post_api_v1_runtime_verification_execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists verifications, the newest first.
         * @description Needs the scope `read`. Reads: verifications.
         */
        get: operations["get_api_v1_verifications"];
        put?: never;
        /**
         * Verifies a target and takes the result into its run, if it has one.
         * @description Needs the scope `operate`. Shows at once in: verifications.
         */
        post: operations["post_api_v1_verifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks once at the health URLs of a target; records nothing.
         * @description Needs the scope `operate`.
         */
        post: operations["post_api_v1_verifications_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records what became of taking a target back whose verification failed.
         * @description Needs the scope `operate`. Shows at once in: verifications.
         */
        post: operations["post_api_v1_verifications_id_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks now whether a target runs what was approved, and records what has changed.
         * @description Needs the scope `operate`. Shows at once in: targets.
         */
        post: operations["post_api_v1_targets_id_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends what stands of a target that is not looked at any more; looked at again, it is known again.
         * @description Needs the scope `operate`. Shows at once in: targets.
         */
        post: operations["post_api_v1_targets_id_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{board_id}/agent-continuity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says of each agent of a board whether it really works, judged at this moment.
         * @description Needs the scope `read`. Reads: agent-continuity, boards, receiving. Unknown fields are ignored.
         */
        get: operations["get_api_v1_boards_board_id_agent_continuity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists agents by the time of their creation, each judged at this moment.
         * @description Needs the scope `read`. Reads: agent-continuity, boards, receiving.
         */
        get: operations["get_api_v1_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one agent, judged at this moment.
         * @description Needs the scope `read`. Reads: agent-continuity, boards, receiving.
         */
        get: operations["get_api_v1_agents_agent_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists how the recorded standing of an agent changed, newest first.
         * @description Needs the scope `read`. Reads: agent-transitions, agent-continuity.
         */
        get: operations["get_api_v1_agents_agent_id_transitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists alarms, those that changed last first.
         * @description Needs the scope `read`. Reads: alarms.
         */
        get: operations["get_api_v1_alarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how an alarm stands.
         * @description Needs the scope `read`. Reads: alarms.
         */
        get: operations["get_api_v1_alarms_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists boards by the time of their creation, and how their runtimes stand.
         * @description Needs the scope `read`. Reads: boards.
         */
        get: operations["get_api_v1_boards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who is told of alarms, and what became of what they were to be told.
         * @description Needs the scope `read`. Reads: channels.
         */
        get: operations["get_api_v1_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runtime/ops/disk-guard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says how the disk stands that holds a path of this machine, or of `host`.
         * @description Needs the scope `read`. Reads: disk-status, disk-mounts. Unknown fields are ignored.
         */
        get: operations["get_api_v1_runtime_ops_disk_guard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the disks that were ever watched, by host and mount, but for forgotten ones.
         * @description Needs the scope `read`. Reads: disk-status.
         */
        get: operations["get_api_v1_disks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one disk.
         * @description Needs the scope `read`. Reads: disk-status.
         */
        get: operations["get_api_v1_disks_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disks/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how the use of a disk went, in buckets of time, oldest first.
         * @description Needs the scope `read`. Reads: disk-usage, disk-status.
         */
        get: operations["get_api_v1_disks_id_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what departed from the rules, and what was approved by whom, in the order in which it was recorded.
         * @description Needs the scope `audit`. Reads: exceptions.
         */
        get: operations["get_api_v1_audit_exceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gsd-runs/{run_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compares a run with the iteration before it, and tells how long it took.
         * @description Needs the scope `read`. Reads: gsd-runs, gsd-stage-times. Unknown fields are ignored.
         */
        get: operations["get_api_v1_gsd_runs_run_id_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what webhooks were to be told and what became of it, the newest first.
         * @description Needs the scope `read`. Reads: notices, tellings.
         */
        get: operations["get_api_v1_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists how each policy stands with each thing it was for, what changed last first.
         * @description Needs the scope `read`. Reads: recoveries.
         */
        get: operations["get_api_v1_recoveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how one policy stands with one thing.
         * @description Needs the scope `read`. Reads: recoveries.
         */
        get: operations["get_api_v1_recoveries_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists attempts to heal something, the newest first.
         * @description Needs the scope `read`. Reads: recovery-attempts.
         */
        get: operations["get_api_v1_recovery_attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says of each policy how often it was seen to help, and how soon.
         * @description Needs the scope `read`. Reads: recovery-attempts.
         */
        get: operations["get_api_v1_recovery_rates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases/last-known-good": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers the release that passed its newest verification most recently.
         * @description Needs the scope `read`. Reads: releases.
         */
        get: operations["get_api_v1_releases_last_known_good"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one release.
         * @description Needs the scope `read`. Reads: releases.
         */
        get: operations["get_api_v1_releases_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists targets by name: what runs where, against what was approved, by which run.
         * @description Needs the scope `read`. Reads: targets.
         */
        get: operations["get_api_v1_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what a target runs, against what was approved, by which run.
         * @description Needs the scope `read`. Reads: targets.
         */
        get: operations["get_api_v1_targets_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what a verification found.
         * @description Needs the scope `read`. Reads: verifications.
         */
        get: operations["get_api_v1_verifications_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runtime/ops/control-plane-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how verification and delivery stand, of a board or of all.
         * @description Needs the scope `read`. Reads: verifications, gsd-runs. Unknown fields are ignored.
         */
        get: operations["get_api_v1_runtime_ops_control_plane_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runtime/control-plane/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how verification and delivery stand, of a board or of all.
         * @description Needs the scope `read`. Reads: verifications, gsd-runs. Unknown fields are ignored.
         */
        get: operations["get_api_v1_runtime_control_plane_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the plugins that run, and the optional ones that could not be loaded.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_plugins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the projections with position, lag, state and parked events.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_projections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projections/{name}/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the events that a projection has set aside, by key and in their order.
         * @description Needs the scope `admin`.
         */
        get: operations["get_api_v1_projections_name_parked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projections/{name}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies the events set aside, in order, for up to 5 s; call again with `after` while `next` is not null.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_projections_name_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projections/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Builds a read model anew from the ledger beside the one that is read, which it then replaces. GET /api/v1/projections shows how far it is; a build under way goes on.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_projections_name_rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projections/{name}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compares a read model with a fresh fold of the ledger. The answer is one JSON value a line: {kind: progress, events, position, target}, {kind: difference, key, difference, columns}, and at last {kind: result, position, events, rows, differences} or {kind: failed, code, detail}.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_projections_name_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists how far each plugin has reacted, and what it could not react to.
         * @description Needs the scope `read`.
         */
        get: operations["get_api_v1_reactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions/{plugin}/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the events that a plugin could not react to, in their order.
         * @description Needs the scope `admin`.
         */
        get: operations["get_api_v1_reactions_plugin_parked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions/{plugin}/parked/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one event that a plugin could not react to.
         * @description Needs the scope `admin`.
         */
        get: operations["get_api_v1_reactions_plugin_parked_position_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions/{plugin}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has one event that was set aside, or all of them, tried once more, in order, by the process that leads the reactions; `retrying` of the list says how many are left.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_reactions_plugin_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions/{plugin}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes that it is known what a plugin may have missed when the ledger became another.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_reactions_plugin_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/redecide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judges every decision of a period again from its facts and rules. The answer is one JSON value a line: {kind: progress, position, target, decisions}, {kind: difference, event_id, type, stream, position, received_at, why, rules, differs} and at last {kind: result, decisions, equal, different, gone, uncited, unfounded} or {kind: failed, code, detail}.
         * @description Needs the scope `audit`.
         */
        post: operations["post_api_v1_audit_redecide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists all legal holds there ever were, the oldest first.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_holds"];
        put?: never;
        /**
         * Sets a legal hold: nothing of these streams expires until it is ended.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_holds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a legal hold: what it alone held expires again as it did before.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_holds_id_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/redactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes personal text of an event out of all that is shown, for good; its stored bytes, hashes and proofs stay as they are.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_redactions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/logs/{log}/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a log that seals the ledger: its checkpoint, its tiles, its bundles of entries.
         * @description Needs the scope `audit`.
         */
        get: operations["get_api_v1_audit_logs_log_path_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/what-if/{plugin}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judges what was observed in a range by other settings of a plugin, and compares what comes of it with what was recorded; nothing is written. The answer is one JSON value a line: {kind: progress, events, position, target}, {kind: change, of, change, subject, state, at, was}, {kind: held, level, recorded_seconds, judged_seconds}, and at last {kind: result, …} or {kind: failed, code, detail}.
         * @description Needs the scope `audit`.
         */
        post: operations["post_api_v1_what_if_plugin_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads the configuration of this process anew and puts it in force without a restart: all of it, or, when something is wrong or needs a restart, nothing.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_config_reload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whose token this is, what it may do, and on which boards.
         * @description Needs a token of any scope.
         */
        get: operations["get_api_v1_access_self"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists access tokens, oldest first, without their secrets.
         * @description Needs the scope `admin`.
         */
        get: operations["get_api_v1_tokens"];
        put?: never;
        /**
         * Makes an access token; the answer alone holds its secret.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one access token, without its secret.
         * @description Needs the scope `admin`.
         */
        get: operations["get_api_v1_tokens_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an access token a new secret; the one before it stays valid for a while.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_tokens_id_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an access token back, at once and for good.
         * @description Needs the scope `admin`.
         */
        post: operations["post_api_v1_tokens_id_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document: every route, in OpenAPI 3.1.
         * @description Needs no token.
         */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description URN of the kind of problem. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description URN of the request. */
            instance: string;
            /** @enum {string} */
            code: "DECKLOG_CONFIG_INVALID" | "DECKLOG_PLUGIN_INVALID" | "DECKLOG_DATA_DIR_LOCKED" | "DECKLOG_DATA_VERSION" | "DECKLOG_NO_INSTANCE" | "DECKLOG_PORT_TAKEN" | "DECKLOG_EMBEDDED_MISSING" | "DECKLOG_EMBEDDED_FAILED" | "DECKLOG_MIGRATION_PENDING" | "DECKLOG_LEDGER_UNAVAILABLE" | "DECKLOG_LEDGER_IN_USE" | "DECKLOG_LEDGER_REFUSED" | "DECKLOG_LEDGER_NOT_EMPTY" | "DECKLOG_COPY_FOREIGN" | "DECKLOG_COPY_DISORDERED" | "DECKLOG_EXPORT_UNFIT" | "DECKLOG_OUTCOME_UNKNOWN" | "DECKLOG_REVISION_CONFLICT" | "DECKLOG_STREAM_DELETED" | "DECKLOG_DATABASE_UNAVAILABLE" | "DECKLOG_DATABASE_DENIED" | "DECKLOG_LEASE_LOST" | "DECKLOG_PROJECTION_UNKNOWN" | "DECKLOG_PROJECTION_BEHIND" | "DECKLOG_PROJECTION_REBUILDING" | "DECKLOG_PAST_PREPARING" | "DECKLOG_PROJECTION_CHANGED" | "DECKLOG_CHECKPOINT_AHEAD" | "DECKLOG_EVENT_INVALID" | "DECKLOG_IDEMPOTENCY_MISMATCH" | "DECKLOG_IDEMPOTENCY_BUSY" | "DECKLOG_REFUSED" | "DECKLOG_NOT_FOUND" | "DECKLOG_GATE_UNKNOWN" | "DECKLOG_VALIDATION" | "DECKLOG_ADDRESS_REFUSED" | "DECKLOG_UNAUTHENTICATED" | "DECKLOG_FORBIDDEN" | "DECKLOG_PRECONDITION_FAILED" | "DECKLOG_REQUEST_MALFORMED" | "DECKLOG_METHOD_NOT_ALLOWED" | "DECKLOG_MEDIA_TYPE" | "DECKLOG_PAYLOAD_TOO_LARGE" | "DECKLOG_RATE_LIMITED" | "DECKLOG_SHUTTING_DOWN" | "DECKLOG_TIMEOUT" | "DECKLOG_READER_ENDED" | "DECKLOG_PROGRAM_FAILED" | "DECKLOG_INPUT_UNREADABLE" | "DECKLOG_API_UNREACHABLE" | "DECKLOG_PROOF_INVALID" | "DECKLOG_SEAL_REFUSED" | "DECKLOG_INTERNAL";
            /** @description Why the state does not allow it, in one word. */
            reason?: string;
            /** @description What the state allows instead. */
            allowed_now?: {
                [key: string]: unknown;
            }[];
            /** @description The read models that are not there yet. */
            projections?: string[];
            errors?: {
                field: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description A problem document (RFC 9457). */
        Problem: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Id of the request; echoed, or made when absent. */
        RequestId: string;
        /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
        MinPosition: string;
        /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
        AsOf: string;
        /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
        OnBehalfOf: string;
        /** @description An ETag that the caller has: then 304, where the route sends one. */
        IfNoneMatch: string;
        /** @description The ETag that the change is meant for; 412 when it is another by now. */
        IfMatch: string;
        /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description Id of the request. */
        "X-Request-Id": string;
        /** @description Revision of the entity, where there is one. */
        ETag: string;
        /** @description rel="next" names the next page of a list. */
        Link: string;
        /** @description Position of the write, for min_position; of a read with as_of, the one it holds for. */
        "Decklog-Position": string;
        /** @description Time that a read with as_of holds for. */
        "Decklog-As-Of": string;
        /** @description Version of Decklog that folds the facts of then, for a read with as_of: it and the rights of the token are those of now, not what was shown then. */
        "Decklog-Folded-By": string;
        /** @description What a read with as_of may lack, because the ledger keeps it no longer: event types and the categories of their streams. */
        "Decklog-Missing": string;
        /** @description pending when the read models did not show the write within 2 s. */
        "Decklog-Projection": "pending";
        /** @description Seconds to wait. */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_health: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                    };
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_healthz: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                    };
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_health: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                    };
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        items: {
                            name: string;
                            /** @enum {string} */
                            state: "ok" | "degraded" | "failing";
                            reason?: string;
                        }[];
                    };
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            /** @description Not now; the body tells why. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        items: {
                            name: string;
                            /** @enum {string} */
                            state: "ok" | "degraded" | "failing";
                            reason?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_guards: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        guards: {
                            name: string;
                            title: string;
                            summary: string;
                            /** @description When a reading is due. */
                            every_seconds: number;
                            /**
                             * @description What follows from the answers of its gate: nothing, a warning at most, or what they say.
                             * @enum {string}
                             */
                            mode: "watch" | "warn" | "deny";
                            /** @description Whether its readings come in over HTTP. */
                            takes_readings: boolean;
                            /** @description In the order to show them. */
                            measures: {
                                name: string;
                                title: string;
                                /** @enum {string} */
                                unit: "percent" | "bytes" | "seconds" | "days" | "count" | "per_second" | "none";
                                /** @description Null: it is not judged. */
                                limits: {
                                    /**
                                     * @description Which side is bad.
                                     * @enum {string}
                                     */
                                    side: "below" | "above";
                                    warning?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    critical?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    emergency?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    leave_after_seconds: number;
                                } | null;
                            }[];
                            /**
                             * @description The worst of its subjects; unknown where there is none.
                             * @enum {string}
                             */
                            level: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /** @description Its subjects by level, without those that are gone. */
                            counts: {
                                ok: number;
                                warning: number;
                                critical: number;
                                emergency: number;
                                unknown: number;
                            };
                        }[];
                        /** @description Cursor of the next page. */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_guards_name_: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Subjects of this machine. */
                host?: string;
                /** @description Subjects of this name. */
                subject?: string;
                /** @description Subjects of this board. */
                board_id?: string;
                /** @description Forgotten ones as well. */
                forgotten?: true;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the guard. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string;
                        summary: string;
                        /** @description When a reading is due. */
                        every_seconds: number;
                        /**
                         * @description What follows from the answers of its gate: nothing, a warning at most, or what they say.
                         * @enum {string}
                         */
                        mode: "watch" | "warn" | "deny";
                        /** @description Whether its readings come in over HTTP. */
                        takes_readings: boolean;
                        /** @description In the order to show them. */
                        measures: {
                            name: string;
                            title: string;
                            /** @enum {string} */
                            unit: "percent" | "bytes" | "seconds" | "days" | "count" | "per_second" | "none";
                            /** @description Null: it is not judged. */
                            limits: {
                                /**
                                 * @description Which side is bad.
                                 * @enum {string}
                                 */
                                side: "below" | "above";
                                warning?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                critical?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                emergency?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                leave_after_seconds: number;
                            } | null;
                        }[];
                        /**
                         * @description The worst of its subjects; unknown where there is none.
                         * @enum {string}
                         */
                        level: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /** @description Its subjects by level, without those that are gone. */
                        counts: {
                            ok: number;
                            warning: number;
                            critical: number;
                            emergency: number;
                            unknown: number;
                        };
                        subjects: {
                            /** Format: uuid */
                            id: string;
                            /** @description Its machine; null: of none. */
                            host: string | null;
                            /** Format: uuid */
                            board_id: string | null;
                            subject: string;
                            /** @enum {string} */
                            level: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /**
                             * @description The last known level; it holds while it is unknown.
                             * @enum {string}
                             */
                            held: "ok" | "warning" | "critical" | "emergency";
                            /** Format: date-time */
                            since: string | null;
                            /** @description How it stands, in words. */
                            text: string;
                            /** @enum {string} */
                            state: "read" | "failing" | "silent" | "gone" | "forgotten";
                            values: {
                                [key: string]: number;
                            };
                            measures: {
                                name: string;
                                title: string;
                                /** @enum {string} */
                                unit: "percent" | "bytes" | "seconds" | "days" | "count" | "per_second" | "none";
                                /** @description Null: it is not judged. */
                                limits: {
                                    /**
                                     * @description Which side is bad.
                                     * @enum {string}
                                     */
                                    side: "below" | "above";
                                    warning?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    critical?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    emergency?: {
                                        /** @description Entered when the value is beyond this. */
                                        enter: number;
                                        /** @description Left when it has come back to this. */
                                        leave: number;
                                        enter_after_seconds: number;
                                    } | null;
                                    leave_after_seconds: number;
                                } | null;
                            }[];
                            forecast: {
                                [key: string]: {
                                    reaches_in_seconds: number;
                                    low_seconds: number;
                                    high_seconds: number;
                                    /** @enum {string} */
                                    level: "ok" | "warning" | "critical" | "emergency";
                                };
                            };
                            /** Format: date-time */
                            read_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it was forgotten last.
                             */
                            forgotten_at: string | null;
                            /** @description Why it could not be read last. */
                            failure: string | null;
                            /** @description What to do, the most urgent first. */
                            actions: {
                                code: string;
                                title: string;
                                why: string;
                            }[];
                            /** @description Columns of the guard's own. */
                            more: Record<string, never>;
                            /** @description The events behind it. */
                            event_ids: string[];
                        }[];
                        /** @description Cursor of the next page. */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_guards_name_report: {
        parameters: {
            query?: {
                /** @description First moment; 30 days before the last by default. */
                from?: string;
                /** @description Moment after the last; now by default. */
                to?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the guard. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        mode: "watch" | "warn" | "deny";
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @description How often it would have begun to deny. */
                        denials: number;
                        denied_seconds: number;
                        changes: number;
                        /** @description Worst first, at most 200. */
                        subjects: {
                            /** Format: uuid */
                            id: string;
                            host: string | null;
                            /** Format: uuid */
                            board_id: string | null;
                            subject: string;
                            /** @description When the gate would have denied because of it, the last 100. */
                            denials: {
                                /** Format: date-time */
                                from: string;
                                /**
                                 * Format: date-time
                                 * @description Null: it still would.
                                 */
                                to: string | null;
                                text: string;
                            }[];
                            /** @description How many there were before those. */
                            denials_before: number;
                            denied_seconds: number;
                            /** @description How often it would have begun to warn. */
                            warnings: number;
                            /** @description How often its answer would have changed. */
                            changes: number;
                            /**
                             * Format: date-time
                             * @description From when on it is counted, where there are over 1,000 changes; null: all are.
                             */
                            counted_from: string | null;
                        }[];
                        /** @description How many subjects there are beside them. */
                        more: number;
                        /** @description What was found when the gate was asked and not enforced. */
                        asked: {
                            /** @description Answers that were a deny and stopped nothing. */
                            denied: number;
                            /** @description How often what it found changed. */
                            changes: number;
                            /**
                             * Format: date-time
                             * @description From when on it is counted, where there are over 1,000 changes; null: all are.
                             */
                            counted_from: string | null;
                            /** @description The last of them, newest first. */
                            last: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                found: "allow" | "warn" | "deny";
                                /** @enum {string} */
                                given: "allow" | "warn" | "deny";
                                /** @description What was asked, as JSON. */
                                question: string;
                                text: string;
                                event_id: string;
                            }[];
                        };
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_guards_name_subject_: {
        parameters: {
            query?: {
                /** @description Length of a bucket; 5m and 1h go back as far as readings are kept. */
                resolution?: "5m" | "1h" | "1d";
                /** @description First moment; by default a day, a week or a year back, as the buckets are. */
                from?: string;
                /** @description Moment after the last; now by default. */
                to?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the guard. */
                name: string;
                /** @description Id of the subject, or its name where only one is called so. */
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Its machine; null: of none. */
                        host: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        subject: string;
                        /** @enum {string} */
                        level: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /**
                         * @description The last known level; it holds while it is unknown.
                         * @enum {string}
                         */
                        held: "ok" | "warning" | "critical" | "emergency";
                        /** Format: date-time */
                        since: string | null;
                        /** @description How it stands, in words. */
                        text: string;
                        /** @enum {string} */
                        state: "read" | "failing" | "silent" | "gone" | "forgotten";
                        values: {
                            [key: string]: number;
                        };
                        measures: {
                            name: string;
                            title: string;
                            /** @enum {string} */
                            unit: "percent" | "bytes" | "seconds" | "days" | "count" | "per_second" | "none";
                            /** @description Null: it is not judged. */
                            limits: {
                                /**
                                 * @description Which side is bad.
                                 * @enum {string}
                                 */
                                side: "below" | "above";
                                warning?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                critical?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                emergency?: {
                                    /** @description Entered when the value is beyond this. */
                                    enter: number;
                                    /** @description Left when it has come back to this. */
                                    leave: number;
                                    enter_after_seconds: number;
                                } | null;
                                leave_after_seconds: number;
                            } | null;
                        }[];
                        forecast: {
                            [key: string]: {
                                reaches_in_seconds: number;
                                low_seconds: number;
                                high_seconds: number;
                                /** @enum {string} */
                                level: "ok" | "warning" | "critical" | "emergency";
                            };
                        };
                        /** Format: date-time */
                        read_at: string | null;
                        /**
                         * Format: date-time
                         * @description When it was forgotten last.
                         */
                        forgotten_at: string | null;
                        /** @description Why it could not be read last. */
                        failure: string | null;
                        /** @description What to do, the most urgent first. */
                        actions: {
                            code: string;
                            title: string;
                            why: string;
                        }[];
                        /** @description Columns of the guard's own. */
                        more: Record<string, never>;
                        /** @description The events behind it. */
                        event_ids: string[];
                        /** @description Newest first. */
                        transitions: {
                            /** @enum {string} */
                            from: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /** @enum {string} */
                            to: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /** @enum {string} */
                            held: "ok" | "warning" | "critical" | "emergency";
                            /** Format: date-time */
                            at: string;
                            /** Format: date-time */
                            became_true_at: string;
                            text: string;
                            event_id: string;
                        }[];
                        /** @description Oldest first. */
                        history: {
                            /** Format: date-time */
                            start: string;
                            measure: string;
                            min: number;
                            max: number;
                            mean: number | null;
                            last: number;
                            count: number;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_guards_name_subject_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the guard. */
                name: string;
                /** @description Id of the subject, or its name where only one is called so. */
                subject: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        forgotten: string[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_guards_name_readings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Name of the guard. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each names its `subject`, and has `values`, or a `level` and a `text`, or a `failure`; it may say `host`, `board`, `every`, `measures`. */
                    readings: unknown[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        refused: number;
                        /** @description One for each, in their order. */
                        results: {
                            /** @description Where in the list. */
                            index: number;
                            /** @enum {string} */
                            outcome: "accepted" | "refused";
                            /** Format: uuid */
                            subject_id: string | null;
                            /** Format: uuid */
                            event_id: string | null;
                            /** @description Why it was refused: a code of Decklog. */
                            code: string | null;
                            /** @description That in words. */
                            detail: string | null;
                            errors: {
                                field: string;
                                message: string;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gates: {
        parameters: {
            query?: {
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gates: {
                            name: string;
                            summary: string;
                            /**
                             * @description What follows from its answers: nothing, a warning at most, or what they say.
                             * @enum {string}
                             */
                            mode: "watch" | "warn" | "deny";
                            /**
                             * Format: date-time
                             * @description Null: as it began.
                             */
                            mode_since: string | null;
                            mode_reason: string | null;
                            mode_by: string | null;
                            /** @description JSON Schema of what it asks. */
                            question: Record<string, never>;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gates_name_: {
        parameters: {
            query?: {
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Its name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The worst of the reasons; allow when there are none.
                         * @enum {string}
                         */
                        decision: "allow" | "warn" | "deny";
                        reasons: {
                            /** @description Name of the gate. */
                            gate: string;
                            /** @enum {string} */
                            decision: "warn" | "deny";
                            /** @description Stable, snake_case. */
                            code: string;
                            /** @description The reason in a sentence. */
                            text: string;
                            /** @description The events behind it. */
                            event_ids: string[];
                        }[];
                        /** @description Ledger position it was judged at; null when the gate could not look. */
                        position: string | null;
                        /**
                         * Format: hex
                         * @description Digest of the rules that it was judged by: GET /api/v1/rules/{digest}.
                         */
                        rules?: string;
                        /** @description What it found, where its mode is not `deny`. */
                        withheld?: {
                            /** @enum {string} */
                            mode: "watch" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            reasons: {
                                /** @description Name of the gate. */
                                gate: string;
                                /** @enum {string} */
                                decision: "warn" | "deny";
                                /** @description Stable, snake_case. */
                                code: string;
                                /** @description The reason in a sentence. */
                                text: string;
                                /** @description The events behind it. */
                                event_ids: string[];
                            }[];
                        };
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gates_name_mode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Its name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description From now on.
                     * @enum {string}
                     */
                    mode: "watch" | "warn" | "deny";
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        mode: "watch" | "warn" | "deny";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_rules: {
        parameters: {
            query?: {
                /** @description Only those of this plugin. */
                plugin?: string;
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            /** @description Whose rules; `core` has some of its own. */
                            plugin: string;
                            /**
                             * Format: hex
                             * @description What is judged by them cites it.
                             */
                            digest: string;
                            /**
                             * Format: hex
                             * @description SHA-256 of the settings alone.
                             */
                            settings_digest: string;
                            /** @description The code of the plugin. */
                            code: {
                                /** @description Its version. */
                                version: string;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of its code, as it runs.
                                 */
                                digest: string;
                            };
                            /** @description That of Decklog. */
                            decklog: {
                                /** @description Its version. */
                                version: string;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of its code, as it runs.
                                 */
                                digest: string;
                            };
                            /** @description The gates that it answers. */
                            gates: string[];
                            /** @description The machine that recorded them. */
                            machine: string;
                            /** Format: date-time */
                            recorded_at: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                            /** @description Every setting that judges. */
                            settings: Record<string, never>;
                            /** @description Where those stand that are no defaults. */
                            sources: {
                                path: string;
                                from: string;
                            }[];
                            /** @description Whether the process that answers judges by them. */
                            in_force_here: boolean;
                            /** @description The machines that do not all judge by the same; empty when all do. */
                            machines: {
                                machine: string;
                                /** Format: hex */
                                digest: string;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_rules_history: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description Only of this plugin. */
                plugin?: string;
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: {
                            /** @description Whose rules; `core` has some of its own. */
                            plugin: string;
                            /**
                             * Format: hex
                             * @description What is judged by them cites it.
                             */
                            digest: string;
                            /**
                             * Format: hex
                             * @description SHA-256 of the settings alone.
                             */
                            settings_digest: string;
                            /** @description The code of the plugin. */
                            code: {
                                /** @description Its version. */
                                version: string;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of its code, as it runs.
                                 */
                                digest: string;
                            };
                            /** @description That of Decklog. */
                            decklog: {
                                /** @description Its version. */
                                version: string;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of its code, as it runs.
                                 */
                                digest: string;
                            };
                            /** @description The gates that it answers. */
                            gates: string[];
                            /** @description The machine that recorded them. */
                            machine: string;
                            /** Format: date-time */
                            recorded_at: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                            /**
                             * Format: hex
                             * @description The rules before; null: none.
                             */
                            previous_digest: string | null;
                            changes: {
                                /** @description The setting, its keys joined by dots. */
                                path: string;
                                /** @description What it was; null when it was not there. */
                                before: unknown;
                                /** @description What it is; null when it is no longer there. */
                                after: unknown;
                                /**
                                 * @description What that does to what is judged by it; `changed`: nobody has said.
                                 * @enum {string}
                                 */
                                effect: "weakened" | "tightened" | "changed";
                                /** @description Where it was set, or `default`. */
                                from: string;
                            }[];
                            /** @description Changes that are not named. */
                            more_changes: number;
                            /** @enum {string} */
                            code_changed: "no" | "plugin" | "decklog" | "both";
                            /** @description Machines that judged by other rules then. */
                            others: {
                                machine: string;
                                /** Format: hex */
                                digest: string;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_rules_diff: {
        parameters: {
            query: {
                /** @description The rules before. */
                from: string;
                /** @description The rules after; those that are in force here by default. */
                to?: string;
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        plugin: string;
                        /** Format: hex */
                        from: string;
                        /** Format: hex */
                        to: string;
                        changes: {
                            /** @description The setting, its keys joined by dots. */
                            path: string;
                            /** @description What it was; null when it was not there. */
                            before: unknown;
                            /** @description What it is; null when it is no longer there. */
                            after: unknown;
                            /**
                             * @description What that does to what is judged by it; `changed`: nobody has said.
                             * @enum {string}
                             */
                            effect: "weakened" | "tightened" | "changed";
                        }[];
                        /** @enum {string} */
                        code_changed: "no" | "plugin" | "decklog" | "both";
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_rules_digest_: {
        parameters: {
            query?: {
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description What was judged by them cites it. */
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whose rules; `core` has some of its own. */
                        plugin: string;
                        /**
                         * Format: hex
                         * @description What is judged by them cites it.
                         */
                        digest: string;
                        /**
                         * Format: hex
                         * @description SHA-256 of the settings alone.
                         */
                        settings_digest: string;
                        /** @description The code of the plugin. */
                        code: {
                            /** @description Its version. */
                            version: string;
                            /**
                             * Format: hex
                             * @description SHA-256 of its code, as it runs.
                             */
                            digest: string;
                        };
                        /** @description That of Decklog. */
                        decklog: {
                            /** @description Its version. */
                            version: string;
                            /**
                             * Format: hex
                             * @description SHA-256 of its code, as it runs.
                             */
                            digest: string;
                        };
                        /** @description The gates that it answers. */
                        gates: string[];
                        /** @description The machine that recorded them. */
                        machine: string;
                        /** Format: date-time */
                        recorded_at: string;
                        /** @description The event that recorded them. */
                        event_id: string;
                        /** @description Every setting that judges. */
                        settings: Record<string, never>;
                        /** @description Where those stand that are no defaults. */
                        sources: {
                            path: string;
                            from: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_events: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description `forwards`: oldest first. `backwards`: newest first. */
                direction?: "forwards" | "backwards";
                /** @description Exact event types, separated by commas. */
                type?: string;
                /** @description Who caused it, as `kind:id`: `person:ann`. */
                actor?: string;
                /** @description The correlation id that its metadata carry. */
                correlation?: string;
                /** @description Id of the event that it follows from, as its metadata say. */
                causation?: string;
                /** @description Only the event of this id; reading backwards from near it finds it soonest. */
                id?: string;
                /** @description Which time `since` and `until` are about. */
                time?: "recorded" | "received";
                /** @description Not before this time. */
                since?: string;
                /** @description Before this time. */
                until?: string;
                /** @description At this position or after it. */
                from_position?: string;
                /** @description Before this position. */
                to_position?: string;
                /** @description Only this stream. */
                stream?: string;
                /** @description Only streams of this category: what stands before the first dash. */
                category?: string;
                /** @description `hidden`: without what Decklog writes for its own working, every half minute or so. */
                own?: "shown" | "hidden";
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /**
                             * Format: uuid
                             * @description Id of the event.
                             */
                            id: string;
                            /** @description Stream it is in. */
                            stream: string;
                            /** @description Its number in the stream, from 0. */
                            revision: string;
                            /** @description Its place in the ledger; grows in the order of commits. */
                            position: string;
                            /** @description `<plugin>.<PastTense>`. */
                            type: string;
                            /** @description What was recorded, as it was recorded: of the schema version that the metadata name. Null when it is not JSON. */
                            data: unknown;
                            /** @description Who caused it, where, why, and under which schema version. */
                            metadata: {
                                [key: string]: string;
                            };
                            /**
                             * Format: date-time
                             * @description When Decklog received the fact.
                             */
                            received_at: string;
                            /**
                             * Format: date-time
                             * @description When the ledger stored it.
                             */
                            recorded_at: string;
                        }[];
                        /** @description Goes on after this page as `after`, also when nothing more is there yet. */
                        cursor: string | null;
                        /** @description False: there may be more, and `Link` names where to go on, even after a page without events. */
                        complete: boolean;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_streams_stream_: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description `forwards`: oldest first. `backwards`: newest first. */
                direction?: "forwards" | "backwards";
                /** @description Exact event types, separated by commas. */
                type?: string;
                /** @description Who caused it, as `kind:id`: `person:ann`. */
                actor?: string;
                /** @description The correlation id that its metadata carry. */
                correlation?: string;
                /** @description Id of the event that it follows from, as its metadata say. */
                causation?: string;
                /** @description Only the event of this id; reading backwards from near it finds it soonest. */
                id?: string;
                /** @description Which time `since` and `until` are about. */
                time?: "recorded" | "received";
                /** @description Not before this time. */
                since?: string;
                /** @description Before this time. */
                until?: string;
                /** @description At this position or after it. */
                from_position?: string;
                /** @description Before this position. */
                to_position?: string;
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the stream. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /**
                             * Format: uuid
                             * @description Id of the event.
                             */
                            id: string;
                            /** @description Stream it is in. */
                            stream: string;
                            /** @description Its number in the stream, from 0. */
                            revision: string;
                            /** @description Its place in the ledger; grows in the order of commits. */
                            position: string;
                            /** @description `<plugin>.<PastTense>`. */
                            type: string;
                            /** @description What was recorded, as it was recorded: of the schema version that the metadata name. Null when it is not JSON. */
                            data: unknown;
                            /** @description Who caused it, where, why, and under which schema version. */
                            metadata: {
                                [key: string]: string;
                            };
                            /**
                             * Format: date-time
                             * @description When Decklog received the fact.
                             */
                            received_at: string;
                            /**
                             * Format: date-time
                             * @description When the ledger stored it.
                             */
                            recorded_at: string;
                        }[];
                        /** @description Goes on after this page as `after`, also when nothing more is there yet. */
                        cursor: string | null;
                        /** @description False: there may be more, and `Link` names where to go on, even after a page without events. */
                        complete: boolean;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_guards_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_disks_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_runs_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_releases_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_rollouts_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_targets_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_recoveries_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_alarms_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_history_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_system_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sign_in_rest_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Which of its pages: the page itself reads it. */
                rest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_assets_name_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Its name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_boards_board_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the board. */
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        slug: string;
                        runtime: {
                            /** @enum {string} */
                            kind: "sessions" | "http" | "tcp";
                            url: string;
                            every_seconds: number;
                            timeout_seconds: number;
                            expect_status: number | null;
                            expect_body: string | null;
                        } | null;
                        /**
                         * @description How the runtime stands after its last readings; null without one.
                         * @enum {string|null}
                         */
                        runtime_standing: "up" | "down" | "unknown" | null;
                        /**
                         * Format: date-time
                         * @description Since when it has stood like this.
                         */
                        runtime_since: string | null;
                        runtime_error: string | null;
                        /**
                         * Format: date-time
                         * @description When it was last asked.
                         */
                        runtime_read_at: string | null;
                        /**
                         * Format: uuid
                         * @description What it rests on.
                         */
                        runtime_event_id: string | null;
                        /**
                         * Format: date-time
                         * @description Since when it is recorded as lost.
                         */
                        runtime_lost_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_api_v1_boards_board_id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the board. */
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is called. */
                    name: string;
                    /** @description Its name in addresses. */
                    slug: string;
                    /**
                     * @description Where its agents run; without one they are judged by beats and probes.
                     * @default null
                     */
                    runtime?: {
                        /**
                         * @description How it is asked.
                         * @enum {string}
                         */
                        kind: "sessions" | "http" | "tcp";
                        /** @description `http://` or `https://`; `tcp://host:port` for `tcp`. No user, no password. */
                        url: string;
                        /** @description How often; as configured unless it is said. */
                        every?: unknown;
                        /** @description How long it may take; as configured unless it is said. */
                        timeout?: unknown;
                        expect_status?: null | (number | null);
                        expect_body?: null | (string | null);
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        slug: string;
                        runtime: {
                            /** @enum {string} */
                            kind: "sessions" | "http" | "tcp";
                            url: string;
                            every_seconds: number;
                            timeout_seconds: number;
                            expect_status: number | null;
                            expect_body: string | null;
                        } | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_boards_board_id_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Id of the board. */
                board_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the board.
                         */
                        forgotten: string;
                        /** @description How many agents it had. */
                        retired: number;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_api_v1_boards_board_id_agents_agent_id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the board. */
                board_id: string;
                /** @description Id of the agent; no other board may have it. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the agent. */
                    name: string;
                    /**
                     * @default {
                     *       "every": 1800,
                     *       "grace": null,
                     *       "cron": null,
                     *       "time_zone": "UTC"
                     *     }
                     */
                    heartbeat?: {
                        /**
                         * @description How often it means to beat: `30s`, `30m`, `2h`, `1d`, `1w`; half an hour unless said.
                         * @default 1800
                         */
                        every?: unknown;
                        grace?: null | unknown;
                        /**
                         * @description When it means to beat, in the five fields of cron, instead of how often.
                         * @default null
                         */
                        cron?: string | null;
                        /**
                         * @description By the clock of which place `cron` goes: `Europe/Berlin`.
                         * @default UTC
                         */
                        time_zone?: string;
                    };
                    /**
                     * @description Key of its session in the runtime of the board.
                     * @default null
                     */
                    runtime_session_id?: string | null;
                    /**
                     * @description How the agent itself is probed.
                     * @default null
                     */
                    probe?: {
                        /**
                         * @description How it is asked.
                         * @enum {string}
                         */
                        kind: "http" | "tcp";
                        /** @description `http://` or `https://`; `tcp://host:port` for `tcp`. No user, no password. */
                        url: string;
                        /** @description How often; as configured unless it is said. */
                        every?: unknown;
                        /** @description How long it may take; as configured unless it is said. */
                        timeout?: unknown;
                        expect_status?: null | (number | null);
                        expect_body?: null | (string | null);
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        board_id: string;
                        name: string;
                        heartbeat: {
                            every_seconds: number;
                            grace_seconds: number | null;
                            cron: string | null;
                            time_zone: string | null;
                        };
                        runtime_session_id: string | null;
                        probe: {
                            /** @enum {string} */
                            kind: "sessions" | "http" | "tcp";
                            url: string;
                            every_seconds: number;
                            timeout_seconds: number;
                            expect_status: number | null;
                            expect_body: string | null;
                        } | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agents_agent_id_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why.
                     * @default null
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        board_id: string;
                        name: string;
                        /** @enum {string} */
                        phase: "active" | "paused" | "retired";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agents_agent_id_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why.
                     * @default null
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        board_id: string;
                        name: string;
                        /** @enum {string} */
                        phase: "active" | "paused" | "retired";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agents_agent_id_retire: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why.
                     * @default null
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        board_id: string;
                        name: string;
                        /** @enum {string} */
                        phase: "active" | "paused" | "retired";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_agents_agent_id_beats: {
        parameters: {
            query?: {
                /** @description Most beats. */
                limit?: number;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        agent_id: string;
                        beats: {
                            /**
                             * Format: date-time
                             * @description When it was received.
                             */
                            at: string;
                            /**
                             * @description `failed`: it said that its work failed.
                             * @enum {string}
                             */
                            outcome: "well" | "failed";
                            /** @description Its word about itself. */
                            status: string | null;
                            /**
                             * Format: uuid
                             * @description The event that it is.
                             */
                            event_id: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description Of before this time nothing was looked at; null: all that is kept was.
                         */
                        since: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agents_agent_id_heartbeat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its word about itself, kept until it says another; `online` when it never did. */
                    status?: string;
                    /** @description Number of the beat, as the agent counts; for its own use. */
                    seq?: number;
                    /**
                     * Format: date-time
                     * @description When it was sent, by the clock of the agent: it decides nothing.
                     */
                    sent_at?: string;
                    /** @description How the work goes on. */
                    progress?: {
                        /** @description Moves while the work goes on. */
                        counter: number;
                        /**
                         * Format: date-time
                         * @description When it last moved, by the clock of the agent.
                         */
                        at?: string | null;
                    };
                    /** @description The run it works on. */
                    run_id?: string;
                    /** @description Exit status of what it ran: another than 0 is a failure, as the word `failed` is. */
                    exit_status?: number;
                    /** @description The end of what that said, up to 4 KB. */
                    output?: string;
                    /** @description Up to 4 KB of text. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the agent.
                         */
                        id: string;
                        name: string;
                        /** Format: uuid */
                        board_id: string;
                        /** @description Its word about itself. */
                        status: string;
                        /**
                         * Format: date-time
                         * @description When Decklog received this beat.
                         */
                        last_seen_at: string;
                        /**
                         * Format: date-time
                         * @description When it was registered.
                         */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agent_heartbeat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its word about itself, kept until it says another; `online` when it never did. */
                    status?: string;
                    /** @description Number of the beat, as the agent counts; for its own use. */
                    seq?: number;
                    /**
                     * Format: date-time
                     * @description When it was sent, by the clock of the agent: it decides nothing.
                     */
                    sent_at?: string;
                    /** @description How the work goes on. */
                    progress?: {
                        /** @description Moves while the work goes on. */
                        counter: number;
                        /**
                         * Format: date-time
                         * @description When it last moved, by the clock of the agent.
                         */
                        at?: string | null;
                    };
                    /** @description The run it works on. */
                    run_id?: string;
                    /** @description Exit status of what it ran: another than 0 is a failure, as the word `failed` is. */
                    exit_status?: number;
                    /** @description The end of what that said, up to 4 KB. */
                    output?: string;
                    /** @description Up to 4 KB of text. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the agent.
                         */
                        id: string;
                        name: string;
                        /** Format: uuid */
                        board_id: string;
                        /** @description Its word about itself. */
                        status: string;
                        /**
                         * Format: date-time
                         * @description When Decklog received this beat.
                         */
                        last_seen_at: string;
                        /**
                         * Format: date-time
                         * @description When it was registered.
                         */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_agents_heartbeat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the agent. */
                    name: string;
                    /**
                     * Format: uuid
                     * @description Its board.
                     */
                    board_id?: string;
                    /** @description Its word about itself, kept until it says another; `online` when it never did. */
                    status?: string;
                    /** @description Number of the beat, as the agent counts; for its own use. */
                    seq?: number;
                    /**
                     * Format: date-time
                     * @description When it was sent, by the clock of the agent: it decides nothing.
                     */
                    sent_at?: string;
                    /** @description How the work goes on. */
                    progress?: {
                        /** @description Moves while the work goes on. */
                        counter: number;
                        /**
                         * Format: date-time
                         * @description When it last moved, by the clock of the agent.
                         */
                        at?: string | null;
                    };
                    /** @description The run it works on. */
                    run_id?: string;
                    /** @description Exit status of what it ran: another than 0 is a failure, as the word `failed` is. */
                    exit_status?: number;
                    /** @description The end of what that said, up to 4 KB. */
                    output?: string;
                    /** @description Up to 4 KB of text. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the agent.
                         */
                        id: string;
                        name: string;
                        /** Format: uuid */
                        board_id: string;
                        /** @description Its word about itself. */
                        status: string;
                        /**
                         * Format: date-time
                         * @description When Decklog received this beat.
                         */
                        last_seen_at: string;
                        /**
                         * Format: date-time
                         * @description When it was registered.
                         */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_heartbeats: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each names its agent, by `agent_id` or by `name` and `board_id`, and may say what one beat may say: `status`, `seq`, `sent_at`, `progress`, `run_id`, `note`. */
                    heartbeats: unknown[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        refused: number;
                        /** @description One for each, in their order. */
                        results: {
                            /** @description Where in the list. */
                            index: number;
                            /** @enum {string} */
                            outcome: "accepted" | "refused";
                            /** Format: uuid */
                            agent_id: string | null;
                            /** Format: uuid */
                            event_id: string | null;
                            /** @description Why it was refused: a code of Decklog. */
                            code: string | null;
                            /** @description That in words. */
                            detail: string | null;
                            errors: {
                                field: string;
                                message: string;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_disks_id_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Id of the disk. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Ids of the disks. */
                        forgotten: string[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_hosts_host_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Its node name. */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Ids of the disks. */
                        forgotten: string[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Runs of this board. */
                board_id?: string;
                /** @description Runs in this stage, in any case. */
                stage?: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                /** @description Runs with this status, in any case. */
                status?: "queued" | "in_progress" | "blocked" | "completed";
                /** @description Older name of `status`. */
                status_filter?: "queued" | "in_progress" | "blocked" | "completed";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    }[];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gsd_runs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Iterations of a run share its name. */
                    run_name?: string;
                    /** @description Which iteration. */
                    iteration_number?: number;
                    /**
                     * @description The stage it is in from now on.
                     * @enum {string}
                     */
                    stage?: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                    /**
                     * @description Its status from now on.
                     * @enum {string}
                     */
                    status?: "queued" | "in_progress" | "blocked" | "completed";
                    /**
                     * @description How it ends, with status `completed`: without success it needs a `reason`, and no approvals, evidence or gates.
                     * @enum {string}
                     */
                    outcome?: "succeeded" | "failed" | "cancelled" | "superseded";
                    /** @description Why: needed by a run with a release to go back, skip, unblock, reopen or waive. */
                    reason?: string;
                    /**
                     * Format: hex
                     * @description SHA-256 of the release manifest; holds the run to the rules.
                     */
                    release_id?: string;
                    /** @description Approval to complete; 1 and 0 too. */
                    owner_approval_required?: boolean;
                    /**
                     * @description `approved` and `rejected` need the scope approve, `rejected` a note as well.
                     * @enum {string}
                     */
                    owner_approval_status?: "not_required" | "pending" | "approved" | "rejected";
                    /** @description Note of the approval. */
                    owner_approval_note?: string;
                    /** @description The links shown from now on; kept once, in order. */
                    rollout_evidence_links?: string[];
                    /** @description All metrics from now on: numbers, numeric text, or booleans as 1 and 0. */
                    metrics_snapshot?: {
                        [key: string]: boolean | number;
                    };
                    /** @description Approvals to ask for, or to ask for anew. */
                    approvals?: {
                        /**
                         * @description The stage whose entry it guards, or `completion`.
                         * @enum {string}
                         */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                        /**
                         * @description How many different people must approve.
                         * @default 1
                         */
                        required?: number;
                        /**
                         * @description Whom to ask.
                         * @default null
                         */
                        role?: string;
                        /**
                         * @description Who created or advanced the run does not count.
                         * @default false
                         */
                        two_person?: boolean;
                        /**
                         * @description How long an approval is good for.
                         * @default null
                         */
                        expires_after?: unknown;
                    }[];
                    /**
                     * Format: uuid
                     * @description Whose it is; by default that of this deployment.
                     */
                    organization_id?: string;
                    /**
                     * Format: uuid
                     * @description Its board.
                     */
                    board_id?: string;
                    /**
                     * Format: uuid
                     * @description The task it serves.
                     */
                    task_id?: string;
                    /**
                     * @description Types of evidence it needs to complete.
                     * @default []
                     */
                    required_evidence?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs_run_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description An ETag that the caller has: then 304, where the route sends one. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    };
                };
            };
            /** @description The caller has it already: the ETag is that of If-None-Match. There is no body. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_api_v1_gsd_runs_run_id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Iterations of a run share its name. */
                    run_name?: string;
                    /** @description Which iteration. */
                    iteration_number?: number;
                    /**
                     * @description The stage it is in from now on.
                     * @enum {string}
                     */
                    stage?: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                    /**
                     * @description Its status from now on.
                     * @enum {string}
                     */
                    status?: "queued" | "in_progress" | "blocked" | "completed";
                    /**
                     * @description How it ends, with status `completed`: without success it needs a `reason`, and no approvals, evidence or gates.
                     * @enum {string}
                     */
                    outcome?: "succeeded" | "failed" | "cancelled" | "superseded";
                    /** @description Why: needed by a run with a release to go back, skip, unblock, reopen or waive. */
                    reason?: string;
                    /**
                     * Format: hex
                     * @description SHA-256 of the release manifest; holds the run to the rules.
                     */
                    release_id?: string;
                    /** @description Approval to complete; 1 and 0 too. */
                    owner_approval_required?: boolean;
                    /**
                     * @description `approved` and `rejected` need the scope approve, `rejected` a note as well.
                     * @enum {string}
                     */
                    owner_approval_status?: "not_required" | "pending" | "approved" | "rejected";
                    /** @description Note of the approval. */
                    owner_approval_note?: string;
                    /** @description The links shown from now on; kept once, in order. */
                    rollout_evidence_links?: string[];
                    /** @description All metrics from now on: numbers, numeric text, or booleans as 1 and 0. */
                    metrics_snapshot?: {
                        [key: string]: boolean | number;
                    };
                    /** @description Approvals to ask for, or to ask for anew. */
                    approvals?: {
                        /**
                         * @description The stage whose entry it guards, or `completion`.
                         * @enum {string}
                         */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                        /**
                         * @description How many different people must approve.
                         * @default 1
                         */
                        required?: number;
                        /**
                         * @description Whom to ask.
                         * @default null
                         */
                        role?: string;
                        /**
                         * @description Who created or advanced the run does not count.
                         * @default false
                         */
                        two_person?: boolean;
                        /**
                         * @description How long an approval is good for.
                         * @default null
                         */
                        expires_after?: unknown;
                    }[];
                    /**
                     * Format: hex
                     * @description Digest of what was looked at, as the approvals of the run show it; when the run is no longer that, the request is refused.
                     */
                    subject_digest?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs_run_id_approvals: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description An ETag that the caller has: then 304, where the route sends one. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        run_id: string;
                        /** @description What is decided on: the release, and the evidence that stands. */
                        subject: {
                            /** Format: hex */
                            release_id: string | null;
                            evidence: {
                                /** Format: uuid */
                                id: string;
                                type: string;
                                title: string;
                                url: string | null;
                                /** Format: hex */
                                digest: string;
                            }[];
                            /** @description Rules that were weakened since it began: approvals given before do not count. */
                            rules_weakened: {
                                /** @description Whose rules. */
                                plugin: string;
                                changes: {
                                    path: string;
                                    before: string;
                                    after: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description When they took effect.
                                 */
                                weakened_at: string;
                                /**
                                 * Format: hex
                                 * @description The rules from then on: GET /api/v1/rules/{digest}.
                                 */
                                rules_digest: string;
                                /** @description The event that recorded them. */
                                event_id: string;
                            }[];
                        };
                        /**
                         * Format: hex
                         * @description To be sent with a decision on it.
                         */
                        subject_digest: string;
                        points: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description Every decision, oldest first. */
                        approvals: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            round: number;
                            /** @enum {string} */
                            decision: "approved" | "rejected";
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            note: string | null;
                            /** Format: date-time */
                            decided_at: string;
                            /**
                             * Format: hex
                             * @description Digest of the release and evidence it was decided on.
                             */
                            subject_digest: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description When its subject changed.
                             */
                            voided_at: string | null;
                            /**
                             * @description `own`: by who created or advanced the run, where a second person is needed; `no_person`: by no person, where several or a second one are needed.
                             * @enum {string}
                             */
                            state: "counts" | "expired" | "void" | "superseded" | "own" | "no_person";
                        }[];
                    };
                };
            };
            /** @description The caller has it already: the ETag is that of If-None-Match. There is no body. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gsd_runs_run_id_approvals: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The stage whose entry is decided on, or `completion`.
                     * @default completion
                     * @enum {string}
                     */
                    stage?: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                    /**
                     * @description A rejection holds until approval is asked for anew.
                     * @enum {string}
                     */
                    decision: "approved" | "rejected" | "waived";
                    /**
                     * @description Why; a rejection needs it.
                     * @default null
                     */
                    note?: string;
                    /**
                     * Format: hex
                     * @description Digest of what was looked at, as the approvals of the run show it; when the run is no longer that, the request is refused.
                     */
                    subject_digest?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        run_id: string;
                        /** @description What is decided on: the release, and the evidence that stands. */
                        subject: {
                            /** Format: hex */
                            release_id: string | null;
                            evidence: {
                                /** Format: uuid */
                                id: string;
                                type: string;
                                title: string;
                                url: string | null;
                                /** Format: hex */
                                digest: string;
                            }[];
                            /** @description Rules that were weakened since it began: approvals given before do not count. */
                            rules_weakened: {
                                /** @description Whose rules. */
                                plugin: string;
                                changes: {
                                    path: string;
                                    before: string;
                                    after: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description When they took effect.
                                 */
                                weakened_at: string;
                                /**
                                 * Format: hex
                                 * @description The rules from then on: GET /api/v1/rules/{digest}.
                                 */
                                rules_digest: string;
                                /** @description The event that recorded them. */
                                event_id: string;
                            }[];
                        };
                        /**
                         * Format: hex
                         * @description To be sent with a decision on it.
                         */
                        subject_digest: string;
                        points: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description Every decision, oldest first. */
                        approvals: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            round: number;
                            /** @enum {string} */
                            decision: "approved" | "rejected";
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            note: string | null;
                            /** Format: date-time */
                            decided_at: string;
                            /**
                             * Format: hex
                             * @description Digest of the release and evidence it was decided on.
                             */
                            subject_digest: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description When its subject changed.
                             */
                            voided_at: string | null;
                            /**
                             * @description `own`: by who created or advanced the run, where a second person is needed; `no_person`: by no person, where several or a second one are needed.
                             * @enum {string}
                             */
                            state: "counts" | "expired" | "void" | "superseded" | "own" | "no_person";
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs_run_id_evidence: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        run_id: string;
                        evidence: {
                            /** Format: uuid */
                            id: string;
                            type: string;
                            title: string;
                            url: string | null;
                            predicate: Record<string, never> | null;
                            subject: {
                                name: string;
                                digest: string;
                            }[];
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of type, title, url, predicate and subject.
                             */
                            digest: string;
                            /**
                             * @description The stage of the run at that time.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                            /** @description The verification that made it. */
                            verification_id: string | null;
                            /** Format: date-time */
                            attached_at: string;
                            attached_by: string;
                            /** Format: date-time */
                            withdrawn_at: string | null;
                            withdrawn_by: string | null;
                            withdrawn_reason: string | null;
                            /** @enum {string} */
                            state: "stands" | "withdrawn";
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gsd_runs_run_id_evidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What kind of proof: `test_report`, `sbom`. */
                    type: string;
                    /** @description What it shows. */
                    title: string;
                    /**
                     * @description Where it can be read.
                     * @default null
                     */
                    url?: string | null;
                    /**
                     * @description What it states.
                     * @default null
                     */
                    predicate?: Record<string, never> | null;
                    /**
                     * @description What it is about.
                     * @default []
                     */
                    subject?: {
                        /** @description What it is called. */
                        name: string;
                        /** @description Its digest, such as `sha256:…`. */
                        digest: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        run_id: string;
                        type: string;
                        title: string;
                        url: string | null;
                        /**
                         * Format: hex
                         * @description SHA-256 of the canonical JSON of what was sent.
                         */
                        digest: string;
                        /**
                         * @description The stage of the run at that time.
                         * @enum {string}
                         */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gsd_runs_run_id_evidence_evidence_id_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
                /** @description Id of the proof. */
                evidence_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_gsd_runs_run_id_gate_bypasses: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The stage whose gates are set aside, or `completion`.
                     * @enum {string}
                     */
                    stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                    /**
                     * @description Which gates; null: all of the step.
                     * @default null
                     */
                    gates?: string[] | null;
                    /** @description Why. */
                    reason: string;
                    /** @description How long it holds. */
                    expires_after: unknown;
                    /**
                     * Format: hex
                     * @description Digest of what was looked at, as the approvals of the run show it; when the run is no longer that, the request is refused.
                     */
                    subject_digest?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organization_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: uuid */
                        task_id: string | null;
                        /**
                         * Format: uuid
                         * @description Who created it, where that is a person known by a UUID.
                         */
                        created_by_user_id: string | null;
                        /** @description Who created it, as `kind:id`. */
                        created_by: string;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        created_via: string | null;
                        run_name: string;
                        iteration_number: number;
                        /** @enum {string} */
                        stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                        /** @enum {string} */
                        status: "queued" | "in_progress" | "blocked" | "completed";
                        owner_approval_required: boolean;
                        /**
                         * @description `pending` too when an approval has expired or its subject has changed.
                         * @enum {string}
                         */
                        owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                        owner_approval_note: string | null;
                        /** Format: date-time */
                        owner_approved_at: string | null;
                        rollout_evidence_links: string[];
                        metrics_snapshot: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        completed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: hex */
                        release_id: string | null;
                        /**
                         * @description `release`: held to the rules.
                         * @enum {string}
                         */
                        rules: "release" | "telemetry";
                        /**
                         * @description How it ended; null until it has.
                         * @enum {string|null}
                         */
                        outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                        /** @description Who ended it, as `kind:id`. */
                        ended_by: string | null;
                        /** @description The service that named the person it acted for; null when it was nobody else. */
                        ended_via: string | null;
                        status_reason: string | null;
                        /** @description Which time it is in its stage. */
                        stage_attempt: number;
                        /** Format: date-time */
                        stage_entered_at: string;
                        /** @description Moves that skipped a stage or went back. */
                        out_of_order_moves: number;
                        /** @description Types it needs to complete. */
                        required_evidence: string[];
                        approvals: {
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected";
                            /** @description How many different people must approve. */
                            required: number;
                            /** @description How many approvals count now. */
                            given: number;
                            role: string | null;
                            /** @description Who created or advanced the run does not count. */
                            two_person: boolean;
                            expires_after_seconds: number | null;
                            /** @description Which request this is. */
                            round: number;
                            /** Format: date-time */
                            requested_at: string;
                            requested_by: string;
                            /** Format: date-time */
                            approved_at: string | null;
                        }[];
                        /** @description The last of each step. */
                        gate_decisions: {
                            /**
                             * Format: uuid
                             * @description To be read at /api/v1/gate-decisions/{id}.
                             */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @enum {string} */
                            mode: "enforce" | "warn";
                            /** @enum {string} */
                            decision: "allow" | "warn" | "deny";
                            /**
                             * @description What became of the step.
                             * @enum {string}
                             */
                            effect: "allowed" | "warned" | "bypassed" | "refused";
                            gates: {
                                gate: string;
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                            }[];
                            /** @description What the rules, and no gate, have answered. */
                            by_rules: {
                                gate: string;
                                /** @enum {string} */
                                answer: "not_asked" | "not_enforced";
                                text: string;
                            }[];
                            /** Format: uuid */
                            bypass_id: string | null;
                            /**
                             * Format: hex
                             * @description SHA-256 of the canonical JSON of the decision's record.
                             */
                            record_digest: string;
                            /** Format: date-time */
                            decided_at: string;
                        }[];
                        gate_bypasses: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description A stage that is entered, or `completion`.
                             * @enum {string}
                             */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                            /** @description Null: all gates of the step. */
                            gates: string[] | null;
                            /** Format: hex */
                            release_id: string | null;
                            reason: string;
                            actor: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            via: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @enum {string} */
                            state: "active" | "expired";
                        }[];
                        /** @description Rules that were weakened since it began: approvals given before do not count. */
                        rules_weakened: {
                            /** @description Whose rules. */
                            plugin: string;
                            changes: {
                                path: string;
                                before: string;
                                after: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When they took effect.
                             */
                            weakened_at: string;
                            /**
                             * Format: hex
                             * @description The rules from then on: GET /api/v1/rules/{digest}.
                             */
                            rules_digest: string;
                            /** @description The event that recorded them. */
                            event_id: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gate_decisions_id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the decision. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs_run_id_timeline: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        run_id: string;
                        entries: {
                            /**
                             * Format: uuid
                             * @description Id of the event.
                             */
                            event_id: string;
                            /** @description Its number in the stream of the run, from 0. */
                            revision: string;
                            /** @description Its place in the ledger. */
                            position: string;
                            /** @description `gsd.<PastTense>`. */
                            type: string;
                            /**
                             * Format: date-time
                             * @description When Decklog received the fact.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The time its source claims.
                             */
                            occurred_at: string | null;
                            /** @description Who caused it, as `kind:id`. */
                            actor: string;
                            /** @description The service that named the actor; null when it was nobody else. */
                            via: string | null;
                            /** @description What happened, in one sentence. */
                            summary: string;
                            /** @description The fact, as it was recorded. */
                            data: Record<string, never>;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_mutes: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those that are in force. */
                in_force?: true;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mutes: {
                            /** Format: uuid */
                            mute_id: string;
                            /** @description What it is about. */
                            kind: string | null;
                            /**
                             * Format: uuid
                             * @description Its board, if it has one.
                             */
                            board_id: string | null;
                            /** Format: uuid */
                            alarm_id: string | null;
                            reason: string;
                            /** @description Kind and id of the actor. */
                            set_by: string;
                            /** Format: date-time */
                            set_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /**
                             * Format: date-time
                             * @description When it was ended before its time.
                             */
                            lifted_at: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_mutes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Only alarms of this kind.
                     * @default null
                     * @enum {string|null}
                     */
                    kind?: "projection" | "host" | "audit" | "decklog" | "guard" | "checks" | "continuity" | "disk" | "approval" | "bypass" | "gate" | "channel" | "recovery" | "waiver" | "drift" | "verification" | null;
                    /**
                     * Format: uuid
                     * @description Only of this board.
                     * @default null
                     */
                    board_id?: string | null;
                    /**
                     * Format: uuid
                     * @description Only this alarm.
                     * @default null
                     */
                    alarm_id?: string | null;
                    /** @description Why. */
                    reason: string;
                    /**
                     * Format: date-time
                     * @description When it ends by itself.
                     */
                    expires_at: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        mute_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_mutes_id_lift: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the mute. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        mute_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_windows: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those that are open, or will be. */
                in_force?: true;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        windows: {
                            /** Format: uuid */
                            window_id: string;
                            /** @description What it is about. */
                            kind: string | null;
                            /**
                             * Format: uuid
                             * @description Its board, if it has one.
                             */
                            board_id: string | null;
                            /** @description What is told to whom may be chosen by these. */
                            labels: {
                                [key: string]: string;
                            };
                            reason: string;
                            /** @description When it opens, as cron has it; null: once. */
                            schedule: string | null;
                            /** @description Whose clock the schedule is read by. */
                            time_zone: string;
                            /** @description How long it is open each time. */
                            lasts_seconds: number;
                            /** Format: date-time */
                            begins_at: string;
                            /**
                             * Format: date-time
                             * @description When it is over for good.
                             */
                            ends_at: string;
                            /** @description Kind and id of the actor. */
                            planned_by: string;
                            /** Format: date-time */
                            planned_at: string;
                            /**
                             * Format: date-time
                             * @description Since when it is open; null: it is not.
                             */
                            opened_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it closes; null: it is not open.
                             */
                            closes_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it was ended before its time.
                             */
                            cancelled_at: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_windows: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Only alarms of this kind.
                     * @default null
                     * @enum {string|null}
                     */
                    kind?: "projection" | "host" | "audit" | "decklog" | "guard" | "checks" | "continuity" | "disk" | "approval" | "bypass" | "gate" | "channel" | "recovery" | "waiver" | "drift" | "verification" | null;
                    /**
                     * Format: uuid
                     * @description Only of this board.
                     * @default null
                     */
                    board_id?: string | null;
                    /**
                     * @description Only those that have all of these labels.
                     * @default {}
                     */
                    labels?: {
                        [key: string]: string;
                    };
                    /** @description Why. */
                    reason: string;
                    /**
                     * Format: date-time
                     * @description When it opens, at the earliest; default now.
                     */
                    begins_at?: string;
                    /**
                     * Format: date-time
                     * @description When it is over for good; of a schedule a year after it begins by default.
                     */
                    ends_at?: string;
                    /** @description When it opens, as cron has it, in five fields: `0 22 * * 6`. Default: once. */
                    schedule?: string;
                    /** @description Whose clock the schedule is read by: Europe/Berlin. */
                    time_zone?: string;
                    /** @description How long it is open each time: seconds, or `2h`. */
                    lasts?: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        window_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_windows_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the window. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        window_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_notifications_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Only to this one. */
                    webhook?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            webhook: string;
                            /** @enum {string} */
                            outcome: "delivered" | "failed";
                            /** @description Why not; null when it was. */
                            reason: string | null;
                            duration_ms: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_alarms_id_preview: {
        parameters: {
            query?: {
                /** @description Only on this one. */
                channel?: string;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the alarm. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        previews: {
                            channel: string;
                            /** @description `slack`, `email`, … */
                            type: string;
                            /**
                             * @description Whether such an alarm is told there; `later`: while nobody looks after it, and `after_seconds` says when.
                             * @enum {string}
                             */
                            told: "at_once" | "later" | "not_told";
                            after_seconds: number | null;
                            /**
                             * @description What would keep it back now; null: nothing.
                             * @enum {string|null}
                             */
                            kept_for: "muted" | "window" | "quiet_hours" | "not_configured" | null;
                            /** @description What it would be sent, without secrets. */
                            message: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_alarms_id_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the alarm. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is done about it. */
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_alarms_id_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the alarm. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is done about it. */
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_inbound_pagerduty_channel_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `ignored`: it says nothing of an alarm that stands and was told there.
                         * @enum {string}
                         */
                        outcome: "taken" | "ignored";
                    };
                };
            };
            400: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_inbound_opsgenie_channel_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `ignored`: it says nothing of an alarm that stands and was told there.
                         * @enum {string}
                         */
                        outcome: "taken" | "ignored";
                    };
                };
            };
            400: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_recoveries_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the policy. */
                    policy: string;
                    /** @description Id of the thing, or of something that ails now its name. */
                    subject: string;
                    /** @description Machine it is on, where a name is on several. */
                    host?: string;
                    /**
                     * @description `rehearsed`: nothing is changed, and it tells what would be.
                     * @default done
                     * @enum {string}
                     */
                    how?: "done" | "rehearsed";
                    /**
                     * @description Why.
                     * @default null
                     */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        recovery_id: string;
                        /** Format: uuid */
                        attempt_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_recoveries_id_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the recovery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The attempt that was suggested; default: the one that is.
                     */
                    attempt_id?: string;
                    /**
                     * Format: hex
                     * @description Digest of the action that was shown.
                     */
                    digest: string;
                    /**
                     * @description What is said about it.
                     * @default null
                     */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        recovery_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_recoveries_id_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the recovery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description What is said about it.
                     * @default null
                     */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        recovery_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_recovery_policies: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policies: {
                            /** @description Name of the policy. */
                            policy: string;
                            /** @enum {string} */
                            mode: "off" | "suggest" | "auto";
                            /** @description What it is for, as it is configured. */
                            for: Record<string, never>;
                            /** @description What it does, without its secrets. */
                            action: string;
                            /** @description Where; null: where the thing is. */
                            node: string | null;
                            /**
                             * Format: date-time
                             * @description Since when it rests.
                             */
                            paused_at: string | null;
                            /** @description Who had it rest. */
                            paused_by: string | null;
                            /**
                             * Format: date-time
                             * @description When it goes on by itself.
                             */
                            paused_until: string | null;
                            /** @description Why it rests. */
                            paused_reason: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_recovery_policies_policy_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Name of the policy. */
                policy: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                    /**
                     * Format: date-time
                     * @description When it goes on by itself.
                     * @default null
                     */
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policy: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_recovery_policies_policy_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Name of the policy. */
                policy: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policy: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_releases: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only releases of this commit; its first digits are enough. */
                commit?: string;
                /** @description Only where the newest verification did. */
                verdict?: "passed" | "failed";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        releases: {
                            release_id: string;
                            commit: string;
                            /** @description URL of the repository. */
                            source: string;
                            /** Format: date-time */
                            built_at: string;
                            builder: {
                                name: string;
                                tool: string;
                            };
                            images: {
                                name: string;
                                /**
                                 * @description Built for this release, or taken as published.
                                 * @enum {string}
                                 */
                                kind: "own" | "foreign";
                                /** @description Services that run it. */
                                services: string[];
                                repository: string;
                                tag: string;
                                /** @description Of the index, or of the only manifest. */
                                digest: string;
                                platforms: {
                                    platform: string;
                                    digest: string;
                                }[];
                            }[];
                            /** Format: date-time */
                            registered_at: string;
                            /** @description Who registered it, as `kind:id`. */
                            registered_by: string;
                            /**
                             * Format: date-time
                             * @description When a verification last passed.
                             */
                            verified_at: string | null;
                            /** @description The newest; null when there was none. */
                            verification: {
                                /** @enum {string} */
                                verdict: "passed" | "failed";
                                verification_id: string;
                                evidence_link: string;
                                /** Format: date-time */
                                finished_at: string;
                            } | null;
                            /** @description Of the last event about it. */
                            position: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_releases: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Version of this format.
                     * @enum {number}
                     */
                    version: 1;
                    /** @description The commit that was built. */
                    commit: string;
                    /**
                     * Format: uri
                     * @description URL of the repository.
                     */
                    source: string;
                    /** @description When it was built, like 2026-01-31T12:00:00.000Z. */
                    created: string;
                    /** @description What made the release. */
                    builder: {
                        /** @description Who or what ran the build. */
                        name: string;
                        /** @description The tool that built the images, with its version. */
                        tool: string;
                    };
                    /** @description Every image of the compose file. */
                    images: {
                        /** @description Name of the image, once in a release. */
                        name: string;
                        /**
                         * @description Whether it was built for this release or taken as published.
                         * @enum {string}
                         */
                        kind: "own" | "foreign";
                        /** @description Services of the compose file that run it. */
                        services: string[];
                        /** @description Registry and path. */
                        repository: string;
                        /** @description Tag it was published under. */
                        tag: string;
                        /** @description Digest of the index, or of the only manifest. */
                        digest: string;
                        /** @description Digests by platform. */
                        platforms: {
                            /** @description Operating system, architecture and variant. */
                            platform: string;
                            /** @description Digest of the manifest of this platform. */
                            digest: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description It was there. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: hex
                         * @description SHA-256 of the canonical JSON of the manifest.
                         */
                        release_id: string;
                        /** @enum {string} */
                        outcome: "registered" | "already_registered";
                    };
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: hex
                         * @description SHA-256 of the canonical JSON of the manifest.
                         */
                        release_id: string;
                        /** @enum {string} */
                        outcome: "registered" | "already_registered";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_runtime_verification_execute: {
        parameters: {
            query?: {
                /** @description The run that it is evidence of. */
                gsd_run_id?: string;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        generated_at: string;
                        all_passed: boolean;
                        /** @description How many required checks have not passed. */
                        required_failed: number;
                        checks: {
                            /** @description Its name; one that asks a gate is called as that is. */
                            name: string;
                            required: boolean;
                            passed: boolean;
                            /** @enum {string} */
                            verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                            detail: string;
                        }[];
                        /** @description Whether the run shows it as evidence. */
                        gsd_run_updated: boolean;
                        /** @description Where it is to be read. */
                        evidence_link: string;
                        /** Format: uuid */
                        verification_id: string;
                        target: string;
                        release_id: string | null;
                        /**
                         * @description The required checks and, where there was one, the health gate.
                         * @enum {string}
                         */
                        verdict: "passed" | "failed";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_verifications: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those of this target. */
                target?: string;
                /** @description Only those of this run. */
                run_id?: string;
                /** @description Only those of this release. */
                release_id?: string;
                /** @description Only those of this board. */
                board_id?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        verifications: {
                            /** Format: uuid */
                            id: string;
                            target: string;
                            /** Format: uuid */
                            run_id: string | null;
                            release_id: string | null;
                            /** Format: uuid */
                            board_id: string | null;
                            /**
                             * @description `board`: who asked for it is limited to boards, so that it counts on its own board alone.
                             * @enum {string}
                             */
                            speaks_for: "all" | "board";
                            /** @enum {string} */
                            verdict: "passed" | "failed";
                            checks: {
                                /** @description Its name; one that asks a gate is called as that is. */
                                name: string;
                                required: boolean;
                                passed: boolean;
                                /** @enum {string} */
                                verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                                detail: string;
                            }[];
                            /** @description How the target was waited for, by who waited. */
                            health_gate: {
                                /**
                                 * @description How it ended.
                                 * @enum {string}
                                 */
                                status: "passed" | "failed" | "skipped";
                                /** @description Why it ended so. */
                                status_reason: string;
                                /** @description Every look at the target. */
                                attempts: {
                                    /** @description Which attempt. */
                                    number: number;
                                    /** @enum {string} */
                                    outcome: "passed" | "failed";
                                    failed_urls: string[];
                                    /**
                                     * Format: date-time
                                     * @description When.
                                     */
                                    at: string;
                                }[];
                            } | null;
                            /** @description Null when nothing was taken back. */
                            rollback: {
                                /** @enum {string} */
                                outcome: "succeeded" | "failed" | "timed_out";
                                exit_code: number | null;
                                duration_ms: number;
                                output: string;
                            } | null;
                            evidence_link: string;
                            /** @description Kind and id of the actor. */
                            verified_by: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            finished_at: string;
                            /** Format: uuid */
                            event_id: string;
                            all_passed: boolean;
                            required_failed: number;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_verifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Name of a configured target; else the default. */
                    target?: string;
                    /**
                     * Format: uuid
                     * @description The run it is for.
                     * @default null
                     */
                    run_id?: string | null;
                    /**
                     * Format: hex
                     * @description The release to compare with; else that of the run.
                     * @default null
                     */
                    release_id?: string | null;
                    /**
                     * @description How the target was waited for, by who waited.
                     * @default null
                     */
                    health_gate?: {
                        /**
                         * @description How it ended.
                         * @enum {string}
                         */
                        status: "passed" | "failed" | "skipped";
                        /** @description Why it ended so. */
                        status_reason: string;
                        /** @description Every look at the target. */
                        attempts: {
                            /** @description Which attempt. */
                            number: number;
                            /** @enum {string} */
                            outcome: "passed" | "failed";
                            failed_urls: string[];
                            /**
                             * Format: date-time
                             * @description When.
                             */
                            at: string;
                        }[];
                    } | null;
                    /**
                     * @description What the target runs, where its configuration asks no URL.
                     * @default null
                     */
                    running_images?: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        generated_at: string;
                        all_passed: boolean;
                        /** @description How many required checks have not passed. */
                        required_failed: number;
                        checks: {
                            /** @description Its name; one that asks a gate is called as that is. */
                            name: string;
                            required: boolean;
                            passed: boolean;
                            /** @enum {string} */
                            verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                            detail: string;
                        }[];
                        /** @description Whether the run shows it as evidence. */
                        gsd_run_updated: boolean;
                        /** @description Where it is to be read. */
                        evidence_link: string;
                        /** Format: uuid */
                        verification_id: string;
                        target: string;
                        release_id: string | null;
                        /**
                         * @description The required checks and, where there was one, the health gate.
                         * @enum {string}
                         */
                        verdict: "passed" | "failed";
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_verifications_look: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Name of a configured target; else the default. */
                    target?: string;
                    /**
                     * Format: uuid
                     * @description The run it is for.
                     * @default null
                     */
                    run_id?: string | null;
                    /**
                     * Format: hex
                     * @description The release that tells which version is right; else that of the run.
                     * @default null
                     */
                    release_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: string;
                        /** @description How the target is to be waited for. */
                        rules: {
                            initial_delay_seconds: number;
                            attempts: number;
                            interval_seconds: number;
                            timeout_seconds: number;
                            successes: number;
                            deadline_seconds: number;
                        };
                        urls: {
                            url: string;
                            /** @enum {string} */
                            verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                            detail: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_verifications_id_rollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The verification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How it ended.
                     * @enum {string}
                     */
                    outcome: "succeeded" | "failed" | "timed_out";
                    /** @description Null when killed. */
                    exit_code: number | null;
                    /** @description How long it took. */
                    duration_ms: number;
                    /** @description The end of what it said. */
                    output: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        verification_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_targets_id_look: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the target. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: string;
                        /**
                         * @description `unsettled`: looks did not agree; nothing was recorded.
                         * @enum {string}
                         */
                        outcome: "as_approved" | "drifted" | "underway" | "unreachable" | "unknown" | "unsettled";
                        text: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_targets_id_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the target. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its name. */
                        forgotten: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_boards_board_id_agent_continuity: {
        parameters: {
            query?: {
                /** @description `ill`: of the agents only those that are stale, failing or unreachable. The counts are of all. */
                agents?: "all" | "ill";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the board. */
                board_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        board_id: string;
                        /** Format: date-time */
                        generated_at: string;
                        /** @description Why the runtime of the board cannot be asked; null while it can be. */
                        runtime_error: string | null;
                        counts: {
                            new: number;
                            alive: number;
                            stale: number;
                            failing: number;
                            unreachable: number;
                            paused: number;
                        };
                        /** @description In order of creation. */
                        agents: {
                            /** Format: uuid */
                            agent_id: string;
                            agent_name: string;
                            /** Format: uuid */
                            board_id: string;
                            /** @description The last word of the agent about itself. */
                            status: string;
                            /** @enum {string} */
                            continuity: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                            /** @enum {string} */
                            continuity_reason: "awaiting_first_heartbeat" | "healthy" | "runtime_activity_recent" | "heartbeat_stale" | "heartbeat_missing" | "progress_stalled" | "job_failed" | "runtime_unavailable" | "runtime_session_missing" | "runtime_session_unreachable" | "probe_failed" | "paused";
                            /**
                             * Format: date-time
                             * @description Since when it has been so.
                             */
                            continuity_since: string;
                            runtime_session_id: string | null;
                            /** @description Null: the board has no runtime, or it is not known. */
                            runtime_reachable: boolean | null;
                            /**
                             * Format: date-time
                             * @description When its last beat was received.
                             */
                            last_seen_at: string | null;
                            /** @description Null when it was never seen. */
                            heartbeat_age_seconds: number | null;
                            /** @description So long after its last beat it is stale. */
                            stale_after_seconds: number;
                            /** @description How far the last beat said it was sent ahead of when it was received. */
                            clock_skew_seconds: number | null;
                            /** @description All that is known of it. */
                            evidence: {
                                /** @enum {string} */
                                signal: "heartbeat" | "progress" | "outcome" | "session" | "runtime" | "probe";
                                /** @description What it says. */
                                says: string;
                                /**
                                 * Format: date-time
                                 * @description When it was seen.
                                 */
                                at: string;
                                /** @description How long ago. */
                                age_seconds: number;
                                /**
                                 * Format: uuid
                                 * @description The event that told it.
                                 */
                                event_id: string;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_agents: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those of this board. */
                board_id?: string;
                /** @description Only those that stand like this. */
                continuity?: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agents: {
                            /** Format: uuid */
                            agent_id: string;
                            agent_name: string;
                            /** Format: uuid */
                            board_id: string;
                            /** @description The last word of the agent about itself. */
                            status: string;
                            /** @enum {string} */
                            continuity: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                            /** @enum {string} */
                            continuity_reason: "awaiting_first_heartbeat" | "healthy" | "runtime_activity_recent" | "heartbeat_stale" | "heartbeat_missing" | "progress_stalled" | "job_failed" | "runtime_unavailable" | "runtime_session_missing" | "runtime_session_unreachable" | "probe_failed" | "paused";
                            /**
                             * Format: date-time
                             * @description Since when it has been so.
                             */
                            continuity_since: string;
                            runtime_session_id: string | null;
                            /** @description Null: the board has no runtime, or it is not known. */
                            runtime_reachable: boolean | null;
                            /**
                             * Format: date-time
                             * @description When its last beat was received.
                             */
                            last_seen_at: string | null;
                            /** @description Null when it was never seen. */
                            heartbeat_age_seconds: number | null;
                            /** @description So long after its last beat it is stale. */
                            stale_after_seconds: number;
                            /** @description How far the last beat said it was sent ahead of when it was received. */
                            clock_skew_seconds: number | null;
                            /** @description All that is known of it. */
                            evidence: {
                                /** @enum {string} */
                                signal: "heartbeat" | "progress" | "outcome" | "session" | "runtime" | "probe";
                                /** @description What it says. */
                                says: string;
                                /**
                                 * Format: date-time
                                 * @description When it was seen.
                                 */
                                at: string;
                                /** @description How long ago. */
                                age_seconds: number;
                                /**
                                 * Format: uuid
                                 * @description The event that told it.
                                 */
                                event_id: string;
                            }[];
                            /** @enum {string} */
                            phase: "active" | "paused" | "retired";
                            heartbeat: {
                                every_seconds: number;
                                grace_seconds: number | null;
                                cron: string | null;
                                time_zone: string | null;
                            };
                            probe: {
                                /** @enum {string} */
                                kind: "sessions" | "http" | "tcp";
                                url: string;
                                every_seconds: number;
                                timeout_seconds: number;
                                expect_status: number | null;
                                expect_body: string | null;
                            } | null;
                            /** @description The run it last said it worked on. */
                            run_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_agents_agent_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        agent_id: string;
                        agent_name: string;
                        /** Format: uuid */
                        board_id: string;
                        /** @description The last word of the agent about itself. */
                        status: string;
                        /** @enum {string} */
                        continuity: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                        /** @enum {string} */
                        continuity_reason: "awaiting_first_heartbeat" | "healthy" | "runtime_activity_recent" | "heartbeat_stale" | "heartbeat_missing" | "progress_stalled" | "job_failed" | "runtime_unavailable" | "runtime_session_missing" | "runtime_session_unreachable" | "probe_failed" | "paused";
                        /**
                         * Format: date-time
                         * @description Since when it has been so.
                         */
                        continuity_since: string;
                        runtime_session_id: string | null;
                        /** @description Null: the board has no runtime, or it is not known. */
                        runtime_reachable: boolean | null;
                        /**
                         * Format: date-time
                         * @description When its last beat was received.
                         */
                        last_seen_at: string | null;
                        /** @description Null when it was never seen. */
                        heartbeat_age_seconds: number | null;
                        /** @description So long after its last beat it is stale. */
                        stale_after_seconds: number;
                        /** @description How far the last beat said it was sent ahead of when it was received. */
                        clock_skew_seconds: number | null;
                        /** @description All that is known of it. */
                        evidence: {
                            /** @enum {string} */
                            signal: "heartbeat" | "progress" | "outcome" | "session" | "runtime" | "probe";
                            /** @description What it says. */
                            says: string;
                            /**
                             * Format: date-time
                             * @description When it was seen.
                             */
                            at: string;
                            /** @description How long ago. */
                            age_seconds: number;
                            /**
                             * Format: uuid
                             * @description The event that told it.
                             */
                            event_id: string;
                        }[];
                        /** @enum {string} */
                        phase: "active" | "paused" | "retired";
                        heartbeat: {
                            every_seconds: number;
                            grace_seconds: number | null;
                            cron: string | null;
                            time_zone: string | null;
                        };
                        probe: {
                            /** @enum {string} */
                            kind: "sessions" | "http" | "tcp";
                            url: string;
                            every_seconds: number;
                            timeout_seconds: number;
                            expect_status: number | null;
                            expect_body: string | null;
                        } | null;
                        /** @description The run it last said it worked on. */
                        run_id: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_agents_agent_id_transitions: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the agent. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        agent_id: string;
                        transitions: {
                            /** Format: uuid */
                            event_id: string;
                            /**
                             * @description Standing before.
                             * @enum {string}
                             */
                            from: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                            /** @enum {string} */
                            from_reason: "awaiting_first_heartbeat" | "healthy" | "runtime_activity_recent" | "heartbeat_stale" | "heartbeat_missing" | "progress_stalled" | "job_failed" | "runtime_unavailable" | "runtime_session_missing" | "runtime_session_unreachable" | "probe_failed" | "paused";
                            /**
                             * @description Standing from then on.
                             * @enum {string}
                             */
                            to: "new" | "alive" | "stale" | "failing" | "unreachable" | "paused";
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "awaiting_first_heartbeat" | "healthy" | "runtime_activity_recent" | "heartbeat_stale" | "heartbeat_missing" | "progress_stalled" | "job_failed" | "runtime_unavailable" | "runtime_session_missing" | "runtime_session_unreachable" | "probe_failed" | "paused";
                            /** @description That in words. */
                            text: string;
                            /**
                             * Format: date-time
                             * @description When it became true.
                             */
                            became_true_at: string;
                            /**
                             * Format: date-time
                             * @description When it was noticed.
                             */
                            detected_at: string;
                            /** @description What it rested on. */
                            evidence: {
                                signal: string;
                                says: string;
                                /** Format: date-time */
                                at: string;
                                /** Format: uuid */
                                event_id: string;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_alarms: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those that stand so. */
                state?: "raised" | "cleared";
                /** @description Only those about this. */
                kind?: string;
                /** @description Only those of this board. */
                board_id?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            /**
                             * Format: uuid
                             * @description Id of the alarm.
                             */
                            id: string;
                            cause: string;
                            /** @description What it is about. */
                            kind: string;
                            /**
                             * Format: uuid
                             * @description Its board, if it has one.
                             */
                            board_id: string | null;
                            subject: string;
                            /** @enum {string} */
                            state: "raised" | "cleared";
                            /** @enum {string} */
                            severity: "warning" | "critical";
                            text: string;
                            /**
                             * @description `waits`: nothing is wrong, but it waits for a person.
                             * @enum {string}
                             */
                            nature: "problem" | "waits";
                            /** @description Who in particular is to act. */
                            people: string[];
                            /** @description What is told to whom may be chosen by these. */
                            labels: {
                                [key: string]: string;
                            };
                            /** @description Where the console shows it; null: the page of the alarm. */
                            page: string | null;
                            /** @description How a terminal looks at it, and acts; none: it shows and acknowledges the alarm. */
                            commands: string[];
                            /**
                             * Format: date-time
                             * @description Since when it has been raised, or when it was cleared.
                             */
                            since: string;
                            /** Format: date-time */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description When webhooks were last to be told.
                             */
                            told_at: string | null;
                            /**
                             * Format: date-time
                             * @description Since when somebody looks after it.
                             */
                            acknowledged_at: string | null;
                            /** @description Kind and id of who does. */
                            acknowledged_by: string | null;
                            /** @description What was said when it was acknowledged, or resolved by hand. */
                            note: string | null;
                            /**
                             * @description What keeps it from being told.
                             * @enum {string|null}
                             */
                            silenced_by: "mute" | "window" | null;
                            /**
                             * Format: uuid
                             * @description Which mute or window that is.
                             */
                            silence_id: string | null;
                            /**
                             * Format: date-time
                             * @description When that ends by itself.
                             */
                            silenced_until: string | null;
                            /** @description How often it has come back since it was last told. */
                            came_back: number;
                            /**
                             * Format: uuid
                             * @description The event that says so.
                             */
                            event_id: string;
                            /**
                             * Format: uuid
                             * @description The event that it follows from.
                             */
                            source_event_id: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_alarms_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description An ETag that the caller has: then 304, where the route sends one. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the alarm. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the alarm.
                         */
                        id: string;
                        cause: string;
                        /** @description What it is about. */
                        kind: string;
                        /**
                         * Format: uuid
                         * @description Its board, if it has one.
                         */
                        board_id: string | null;
                        subject: string;
                        /** @enum {string} */
                        state: "raised" | "cleared";
                        /** @enum {string} */
                        severity: "warning" | "critical";
                        text: string;
                        /**
                         * @description `waits`: nothing is wrong, but it waits for a person.
                         * @enum {string}
                         */
                        nature: "problem" | "waits";
                        /** @description Who in particular is to act. */
                        people: string[];
                        /** @description What is told to whom may be chosen by these. */
                        labels: {
                            [key: string]: string;
                        };
                        /** @description Where the console shows it; null: the page of the alarm. */
                        page: string | null;
                        /** @description How a terminal looks at it, and acts; none: it shows and acknowledges the alarm. */
                        commands: string[];
                        /**
                         * Format: date-time
                         * @description Since when it has been raised, or when it was cleared.
                         */
                        since: string;
                        /** Format: date-time */
                        changed_at: string;
                        /**
                         * Format: date-time
                         * @description When webhooks were last to be told.
                         */
                        told_at: string | null;
                        /**
                         * Format: date-time
                         * @description Since when somebody looks after it.
                         */
                        acknowledged_at: string | null;
                        /** @description Kind and id of who does. */
                        acknowledged_by: string | null;
                        /** @description What was said when it was acknowledged, or resolved by hand. */
                        note: string | null;
                        /**
                         * @description What keeps it from being told.
                         * @enum {string|null}
                         */
                        silenced_by: "mute" | "window" | null;
                        /**
                         * Format: uuid
                         * @description Which mute or window that is.
                         */
                        silence_id: string | null;
                        /**
                         * Format: date-time
                         * @description When that ends by itself.
                         */
                        silenced_until: string | null;
                        /** @description How often it has come back since it was last told. */
                        came_back: number;
                        /**
                         * Format: uuid
                         * @description The event that says so.
                         */
                        event_id: string;
                        /**
                         * Format: uuid
                         * @description The event that it follows from.
                         */
                        source_event_id: string;
                    };
                };
            };
            /** @description The caller has it already: the ETag is that of If-None-Match. There is no body. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_boards: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        boards: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            slug: string;
                            runtime: {
                                /** @enum {string} */
                                kind: "sessions" | "http" | "tcp";
                                url: string;
                                every_seconds: number;
                                timeout_seconds: number;
                                expect_status: number | null;
                                expect_body: string | null;
                            } | null;
                            /**
                             * @description How the runtime stands after its last readings; null without one.
                             * @enum {string|null}
                             */
                            runtime_standing: "up" | "down" | "unknown" | null;
                            /**
                             * Format: date-time
                             * @description Since when it has stood like this.
                             */
                            runtime_since: string | null;
                            runtime_error: string | null;
                            /**
                             * Format: date-time
                             * @description When it was last asked.
                             */
                            runtime_read_at: string | null;
                            /**
                             * Format: uuid
                             * @description What it rests on.
                             */
                            runtime_event_id: string | null;
                            /**
                             * Format: date-time
                             * @description Since when it is recorded as lost.
                             */
                            runtime_lost_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_channels: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @description Name of the receiver. */
                            channel: string;
                            /** @description Messages that it has taken. */
                            messages_delivered: number;
                            /** @description Notices that they told. */
                            notices_delivered: number;
                            /** @description Attempts that it did not take. */
                            attempts_failed: number;
                            /** @description Messages that it has not taken until their time was over. */
                            messages_given_up: number;
                            /** @description Notices that were kept from it for a while. */
                            notices_withheld: number;
                            /** @description Alarms that somebody took on after it had been told. */
                            acknowledged: number;
                            /** @description How long that took, all together. */
                            acknowledge_seconds: number;
                            /** @description The longest of it. */
                            longest_acknowledge_seconds: number;
                            /** Format: date-time */
                            last_delivered_at: string | null;
                            /** Format: date-time */
                            last_failed_at: string | null;
                            /** @description Why it did not take the last that it did not. */
                            last_failure: string | null;
                            /** @description How long it took on average until somebody took on what it had told. */
                            mean_acknowledge_seconds: number | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_runtime_ops_disk_guard: {
        parameters: {
            query?: {
                /** @description A look-up key among known mounts; never opened. */
                path?: string;
                /** @description Node name of another machine. */
                host?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        host: string;
                        mount: string;
                        /**
                         * Format: date-time
                         * @description When a reading last succeeded.
                         */
                        sampled_at: string | null;
                        device: string | null;
                        fs_type: string | null;
                        total_bytes: number | null;
                        used_bytes: number | null;
                        /** @description Not used, with what is reserved for root. */
                        free_bytes: number | null;
                        /** @description What users can still write. */
                        available_bytes: number | null;
                        /** @description 0 where a filesystem has no fixed number. */
                        inodes_total: number | null;
                        inodes_used: number | null;
                        /** Format: date-time */
                        severity_since: string | null;
                        /** @description Used of used + available, as df says it. */
                        utilization_pct: number | null;
                        /**
                         * @description As recorded, after hysteresis.
                         * @enum {string}
                         */
                        severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /**
                         * @description Of the last reading alone.
                         * @enum {string}
                         */
                        observed_severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /**
                         * @description The last known; holds while unknown.
                         * @enum {string}
                         */
                        held_severity: "ok" | "warning" | "critical" | "emergency";
                        /** @description Silent for a week and holding no block: left out of look-ups by path and of checks of all. */
                        gone: boolean;
                        summary: string;
                        /**
                         * @description Whether it can be read, and why it cannot.
                         * @enum {string}
                         */
                        state: "read" | "hanging" | "unreadable" | "covered" | "gone" | "silent" | "unwatched";
                        /** @description Never empty: when all is well it says so. */
                        recommended_actions: string[];
                        actions: {
                            /** @description Stable name of what is recommended. */
                            code: string;
                            title: string;
                            why: string;
                            /** @description Gates that deny until it is done. */
                            blocks: string[];
                        }[];
                        /** @description Null when usage is flat or falling. */
                        forecast: {
                            full_in_seconds: number;
                            /** @description Early bound, at 95 % confidence. */
                            low_seconds: number;
                            /** @description Late bound. */
                            high_seconds: number;
                            /** @enum {string} */
                            severity: "ok" | "warning" | "critical" | "emergency";
                            /**
                             * @description What runs out.
                             * @enum {string}
                             */
                            of: "bytes" | "inodes";
                        } | null;
                        thresholds: {
                            warning_pct: number | null;
                            critical_pct: number | null;
                        };
                        limits: {
                            warning: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            critical: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            emergency: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            leave_after_seconds: number;
                        } | null;
                        /** Format: date-time */
                        checked_at: string | null;
                        position: string;
                        /** @description Who forgot it and why, while it has not been seen again. */
                        forgotten: {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            reason: string;
                        } | null;
                        /** @description The events behind this answer. */
                        event_ids: string[];
                        path: string;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_disks: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                host?: string;
                mount?: string;
                /** @description Forgotten disks as well. */
                forgotten?: true;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disks: {
                            /** Format: uuid */
                            id: string;
                            host: string;
                            mount: string;
                            /**
                             * Format: date-time
                             * @description When a reading last succeeded.
                             */
                            sampled_at: string | null;
                            device: string | null;
                            fs_type: string | null;
                            total_bytes: number | null;
                            used_bytes: number | null;
                            /** @description Not used, with what is reserved for root. */
                            free_bytes: number | null;
                            /** @description What users can still write. */
                            available_bytes: number | null;
                            /** @description 0 where a filesystem has no fixed number. */
                            inodes_total: number | null;
                            inodes_used: number | null;
                            /** Format: date-time */
                            severity_since: string | null;
                            /** @description Used of used + available, as df says it. */
                            utilization_pct: number | null;
                            /**
                             * @description As recorded, after hysteresis.
                             * @enum {string}
                             */
                            severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /**
                             * @description Of the last reading alone.
                             * @enum {string}
                             */
                            observed_severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                            /**
                             * @description The last known; holds while unknown.
                             * @enum {string}
                             */
                            held_severity: "ok" | "warning" | "critical" | "emergency";
                            /** @description Silent for a week and holding no block: left out of look-ups by path and of checks of all. */
                            gone: boolean;
                            summary: string;
                            /**
                             * @description Whether it can be read, and why it cannot.
                             * @enum {string}
                             */
                            state: "read" | "hanging" | "unreadable" | "covered" | "gone" | "silent" | "unwatched";
                            /** @description Never empty: when all is well it says so. */
                            recommended_actions: string[];
                            actions: {
                                /** @description Stable name of what is recommended. */
                                code: string;
                                title: string;
                                why: string;
                                /** @description Gates that deny until it is done. */
                                blocks: string[];
                            }[];
                            /** @description Null when usage is flat or falling. */
                            forecast: {
                                full_in_seconds: number;
                                /** @description Early bound, at 95 % confidence. */
                                low_seconds: number;
                                /** @description Late bound. */
                                high_seconds: number;
                                /** @enum {string} */
                                severity: "ok" | "warning" | "critical" | "emergency";
                                /**
                                 * @description What runs out.
                                 * @enum {string}
                                 */
                                of: "bytes" | "inodes";
                            } | null;
                            thresholds: {
                                warning_pct: number | null;
                                critical_pct: number | null;
                            };
                            limits: {
                                warning: {
                                    /** @description Entered when less is available. */
                                    available_bytes: number;
                                    /** @description Left when so much is available. */
                                    leave_available_bytes: number;
                                    /** @description Entered at this share. */
                                    inodes_used_pct: number;
                                    /** @description Left at this share. */
                                    leave_inodes_used_pct: number;
                                    enter_after_seconds: number;
                                };
                                critical: {
                                    /** @description Entered when less is available. */
                                    available_bytes: number;
                                    /** @description Left when so much is available. */
                                    leave_available_bytes: number;
                                    /** @description Entered at this share. */
                                    inodes_used_pct: number;
                                    /** @description Left at this share. */
                                    leave_inodes_used_pct: number;
                                    enter_after_seconds: number;
                                };
                                emergency: {
                                    /** @description Entered when less is available. */
                                    available_bytes: number;
                                    /** @description Left when so much is available. */
                                    leave_available_bytes: number;
                                    /** @description Entered at this share. */
                                    inodes_used_pct: number;
                                    /** @description Left at this share. */
                                    leave_inodes_used_pct: number;
                                    enter_after_seconds: number;
                                };
                                leave_after_seconds: number;
                            } | null;
                            /** Format: date-time */
                            checked_at: string | null;
                            position: string;
                            /** @description Who forgot it and why, while it has not been seen again. */
                            forgotten: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                reason: string;
                            } | null;
                            /** @description The events behind this answer. */
                            event_ids: string[];
                        }[];
                        /** @description `after` of the next page; null on the last. */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_disks_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        host: string;
                        mount: string;
                        /**
                         * Format: date-time
                         * @description When a reading last succeeded.
                         */
                        sampled_at: string | null;
                        device: string | null;
                        fs_type: string | null;
                        total_bytes: number | null;
                        used_bytes: number | null;
                        /** @description Not used, with what is reserved for root. */
                        free_bytes: number | null;
                        /** @description What users can still write. */
                        available_bytes: number | null;
                        /** @description 0 where a filesystem has no fixed number. */
                        inodes_total: number | null;
                        inodes_used: number | null;
                        /** Format: date-time */
                        severity_since: string | null;
                        /** @description Used of used + available, as df says it. */
                        utilization_pct: number | null;
                        /**
                         * @description As recorded, after hysteresis.
                         * @enum {string}
                         */
                        severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /**
                         * @description Of the last reading alone.
                         * @enum {string}
                         */
                        observed_severity: "ok" | "warning" | "critical" | "emergency" | "unknown";
                        /**
                         * @description The last known; holds while unknown.
                         * @enum {string}
                         */
                        held_severity: "ok" | "warning" | "critical" | "emergency";
                        /** @description Silent for a week and holding no block: left out of look-ups by path and of checks of all. */
                        gone: boolean;
                        summary: string;
                        /**
                         * @description Whether it can be read, and why it cannot.
                         * @enum {string}
                         */
                        state: "read" | "hanging" | "unreadable" | "covered" | "gone" | "silent" | "unwatched";
                        /** @description Never empty: when all is well it says so. */
                        recommended_actions: string[];
                        actions: {
                            /** @description Stable name of what is recommended. */
                            code: string;
                            title: string;
                            why: string;
                            /** @description Gates that deny until it is done. */
                            blocks: string[];
                        }[];
                        /** @description Null when usage is flat or falling. */
                        forecast: {
                            full_in_seconds: number;
                            /** @description Early bound, at 95 % confidence. */
                            low_seconds: number;
                            /** @description Late bound. */
                            high_seconds: number;
                            /** @enum {string} */
                            severity: "ok" | "warning" | "critical" | "emergency";
                            /**
                             * @description What runs out.
                             * @enum {string}
                             */
                            of: "bytes" | "inodes";
                        } | null;
                        thresholds: {
                            warning_pct: number | null;
                            critical_pct: number | null;
                        };
                        limits: {
                            warning: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            critical: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            emergency: {
                                /** @description Entered when less is available. */
                                available_bytes: number;
                                /** @description Left when so much is available. */
                                leave_available_bytes: number;
                                /** @description Entered at this share. */
                                inodes_used_pct: number;
                                /** @description Left at this share. */
                                leave_inodes_used_pct: number;
                                enter_after_seconds: number;
                            };
                            leave_after_seconds: number;
                        } | null;
                        /** Format: date-time */
                        checked_at: string | null;
                        position: string;
                        /** @description Who forgot it and why, while it has not been seen again. */
                        forgotten: {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            reason: string;
                        } | null;
                        /** @description The events behind this answer. */
                        event_ids: string[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_disks_id_usage: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Length of a bucket; 5m and 1h go back as far as samples are kept. */
                resolution?: "5m" | "1h" | "1d";
                /** @description First moment; as far back as there is any by default. */
                from?: string;
                /** @description Moment after the last; now by default. */
                to?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        disk_id: string;
                        /** @enum {string} */
                        resolution: "5m" | "1h" | "1d";
                        buckets: {
                            /** Format: date-time */
                            start: string;
                            used_min_bytes: number;
                            used_max_bytes: number;
                            used_last_bytes: number;
                            available_min_bytes: number;
                            available_max_bytes: number;
                            available_last_bytes: number;
                            samples: number;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_audit_exceptions: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                /** @description Only those of this kind. */
                kind?: "approval" | "bypass" | "bypass_used" | "mute" | "rules_weakened" | "softened_gate" | "unevidenced" | "waiver";
                /** @description Recorded at this time or later. */
                since?: string;
                /** @description Recorded before this time. */
                until?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        exceptions: {
                            /** @description The event that it is, and where that is more than one, which. */
                            id: string;
                            /** @description What it is: `approval`, `bypass`, `bypass_used`, `mute`, `rules_weakened`, `softened_gate`, `unevidenced`, `waiver`. */
                            kind: string;
                            /** @description Type of the event. */
                            event_type: string;
                            /** @description What it is about: `run <id>`, `rules of <plugin>`, `gate <name>`, `mute <id>`. */
                            subject: string;
                            /** @description Step of the run, where it is one of a run. */
                            step: string | null;
                            /** @description The same in words. */
                            what: string;
                            /** @description Who did it, as `kind:id`. */
                            actor: string;
                            /** @description Who acted in their name. */
                            via: string | null;
                            /** @description Why, in their words. */
                            reason: string | null;
                            /**
                             * Format: date-time
                             * @description When it ends by itself.
                             */
                            ends_at: string | null;
                            /** @description Ids of the events that say so, oldest first. */
                            event_ids: string[];
                            /**
                             * Format: date-time
                             * @description When Decklog received it.
                             */
                            received_at: string;
                            /**
                             * Format: date-time
                             * @description When the ledger recorded it first.
                             */
                            recorded_at: string;
                        }[];
                        /** @description Goes on after this page as `after`; null: there is no more. */
                        cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_gsd_runs_run_id_summary: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the run. */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        run: {
                            /** Format: uuid */
                            id: string;
                            organization_id: string | null;
                            /** Format: uuid */
                            board_id: string | null;
                            /** Format: uuid */
                            task_id: string | null;
                            /**
                             * Format: uuid
                             * @description Who created it, where that is a person known by a UUID.
                             */
                            created_by_user_id: string | null;
                            /** @description Who created it, as `kind:id`. */
                            created_by: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            created_via: string | null;
                            run_name: string;
                            iteration_number: number;
                            /** @enum {string} */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                            /** @enum {string} */
                            status: "queued" | "in_progress" | "blocked" | "completed";
                            owner_approval_required: boolean;
                            /**
                             * @description `pending` too when an approval has expired or its subject has changed.
                             * @enum {string}
                             */
                            owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                            owner_approval_note: string | null;
                            /** Format: date-time */
                            owner_approved_at: string | null;
                            rollout_evidence_links: string[];
                            metrics_snapshot: {
                                [key: string]: number;
                            };
                            /** Format: date-time */
                            completed_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: hex */
                            release_id: string | null;
                            /**
                             * @description `release`: held to the rules.
                             * @enum {string}
                             */
                            rules: "release" | "telemetry";
                            /**
                             * @description How it ended; null until it has.
                             * @enum {string|null}
                             */
                            outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                            /** @description Who ended it, as `kind:id`. */
                            ended_by: string | null;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            ended_via: string | null;
                            status_reason: string | null;
                            /** @description Which time it is in its stage. */
                            stage_attempt: number;
                            /** Format: date-time */
                            stage_entered_at: string;
                            /** @description Moves that skipped a stage or went back. */
                            out_of_order_moves: number;
                            /** @description Types it needs to complete. */
                            required_evidence: string[];
                            approvals: {
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @enum {string} */
                                status: "pending" | "approved" | "rejected";
                                /** @description How many different people must approve. */
                                required: number;
                                /** @description How many approvals count now. */
                                given: number;
                                role: string | null;
                                /** @description Who created or advanced the run does not count. */
                                two_person: boolean;
                                expires_after_seconds: number | null;
                                /** @description Which request this is. */
                                round: number;
                                /** Format: date-time */
                                requested_at: string;
                                requested_by: string;
                                /** Format: date-time */
                                approved_at: string | null;
                            }[];
                            /** @description The last of each step. */
                            gate_decisions: {
                                /**
                                 * Format: uuid
                                 * @description To be read at /api/v1/gate-decisions/{id}.
                                 */
                                id: string;
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @enum {string} */
                                mode: "enforce" | "warn";
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                                /**
                                 * @description What became of the step.
                                 * @enum {string}
                                 */
                                effect: "allowed" | "warned" | "bypassed" | "refused";
                                gates: {
                                    gate: string;
                                    /** @enum {string} */
                                    decision: "allow" | "warn" | "deny";
                                }[];
                                /** @description What the rules, and no gate, have answered. */
                                by_rules: {
                                    gate: string;
                                    /** @enum {string} */
                                    answer: "not_asked" | "not_enforced";
                                    text: string;
                                }[];
                                /** Format: uuid */
                                bypass_id: string | null;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of the canonical JSON of the decision's record.
                                 */
                                record_digest: string;
                                /** Format: date-time */
                                decided_at: string;
                            }[];
                            gate_bypasses: {
                                /** Format: uuid */
                                id: string;
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @description Null: all gates of the step. */
                                gates: string[] | null;
                                /** Format: hex */
                                release_id: string | null;
                                reason: string;
                                actor: string;
                                /** @description The service that named the person it acted for; null when it was nobody else. */
                                via: string | null;
                                /** Format: date-time */
                                given_at: string;
                                /** Format: date-time */
                                expires_at: string;
                                /** @enum {string} */
                                state: "active" | "expired";
                            }[];
                            /** @description Rules that were weakened since it began: approvals given before do not count. */
                            rules_weakened: {
                                /** @description Whose rules. */
                                plugin: string;
                                changes: {
                                    path: string;
                                    before: string;
                                    after: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description When they took effect.
                                 */
                                weakened_at: string;
                                /**
                                 * Format: hex
                                 * @description The rules from then on: GET /api/v1/rules/{digest}.
                                 */
                                rules_digest: string;
                                /** @description The event that recorded them. */
                                event_id: string;
                            }[];
                        };
                        previous: {
                            /** Format: uuid */
                            id: string;
                            organization_id: string | null;
                            /** Format: uuid */
                            board_id: string | null;
                            /** Format: uuid */
                            task_id: string | null;
                            /**
                             * Format: uuid
                             * @description Who created it, where that is a person known by a UUID.
                             */
                            created_by_user_id: string | null;
                            /** @description Who created it, as `kind:id`. */
                            created_by: string;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            created_via: string | null;
                            run_name: string;
                            iteration_number: number;
                            /** @enum {string} */
                            stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                            /** @enum {string} */
                            status: "queued" | "in_progress" | "blocked" | "completed";
                            owner_approval_required: boolean;
                            /**
                             * @description `pending` too when an approval has expired or its subject has changed.
                             * @enum {string}
                             */
                            owner_approval_status: "not_required" | "pending" | "approved" | "rejected";
                            owner_approval_note: string | null;
                            /** Format: date-time */
                            owner_approved_at: string | null;
                            rollout_evidence_links: string[];
                            metrics_snapshot: {
                                [key: string]: number;
                            };
                            /** Format: date-time */
                            completed_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: hex */
                            release_id: string | null;
                            /**
                             * @description `release`: held to the rules.
                             * @enum {string}
                             */
                            rules: "release" | "telemetry";
                            /**
                             * @description How it ended; null until it has.
                             * @enum {string|null}
                             */
                            outcome: "succeeded" | "failed" | "cancelled" | "superseded" | null;
                            /** @description Who ended it, as `kind:id`. */
                            ended_by: string | null;
                            /** @description The service that named the person it acted for; null when it was nobody else. */
                            ended_via: string | null;
                            status_reason: string | null;
                            /** @description Which time it is in its stage. */
                            stage_attempt: number;
                            /** Format: date-time */
                            stage_entered_at: string;
                            /** @description Moves that skipped a stage or went back. */
                            out_of_order_moves: number;
                            /** @description Types it needs to complete. */
                            required_evidence: string[];
                            approvals: {
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @enum {string} */
                                status: "pending" | "approved" | "rejected";
                                /** @description How many different people must approve. */
                                required: number;
                                /** @description How many approvals count now. */
                                given: number;
                                role: string | null;
                                /** @description Who created or advanced the run does not count. */
                                two_person: boolean;
                                expires_after_seconds: number | null;
                                /** @description Which request this is. */
                                round: number;
                                /** Format: date-time */
                                requested_at: string;
                                requested_by: string;
                                /** Format: date-time */
                                approved_at: string | null;
                            }[];
                            /** @description The last of each step. */
                            gate_decisions: {
                                /**
                                 * Format: uuid
                                 * @description To be read at /api/v1/gate-decisions/{id}.
                                 */
                                id: string;
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @enum {string} */
                                mode: "enforce" | "warn";
                                /** @enum {string} */
                                decision: "allow" | "warn" | "deny";
                                /**
                                 * @description What became of the step.
                                 * @enum {string}
                                 */
                                effect: "allowed" | "warned" | "bypassed" | "refused";
                                gates: {
                                    gate: string;
                                    /** @enum {string} */
                                    decision: "allow" | "warn" | "deny";
                                }[];
                                /** @description What the rules, and no gate, have answered. */
                                by_rules: {
                                    gate: string;
                                    /** @enum {string} */
                                    answer: "not_asked" | "not_enforced";
                                    text: string;
                                }[];
                                /** Format: uuid */
                                bypass_id: string | null;
                                /**
                                 * Format: hex
                                 * @description SHA-256 of the canonical JSON of the decision's record.
                                 */
                                record_digest: string;
                                /** Format: date-time */
                                decided_at: string;
                            }[];
                            gate_bypasses: {
                                /** Format: uuid */
                                id: string;
                                /**
                                 * @description A stage that is entered, or `completion`.
                                 * @enum {string}
                                 */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening" | "completion";
                                /** @description Null: all gates of the step. */
                                gates: string[] | null;
                                /** Format: hex */
                                release_id: string | null;
                                reason: string;
                                actor: string;
                                /** @description The service that named the person it acted for; null when it was nobody else. */
                                via: string | null;
                                /** Format: date-time */
                                given_at: string;
                                /** Format: date-time */
                                expires_at: string;
                                /** @enum {string} */
                                state: "active" | "expired";
                            }[];
                            /** @description Rules that were weakened since it began: approvals given before do not count. */
                            rules_weakened: {
                                /** @description Whose rules. */
                                plugin: string;
                                changes: {
                                    path: string;
                                    before: string;
                                    after: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description When they took effect.
                                 */
                                weakened_at: string;
                                /**
                                 * Format: hex
                                 * @description The rules from then on: GET /api/v1/rules/{digest}.
                                 */
                                rules_digest: string;
                                /** @description The event that recorded them. */
                                event_id: string;
                            }[];
                        } | null;
                        /** @description Of each metric that both have: this run less the one before. */
                        deltas: {
                            [key: string]: number;
                        };
                        /** @description Null for the moment before the read model knows the run. */
                        durations: {
                            stages: {
                                /** @enum {string} */
                                stage: "planning" | "implementation" | "rollout" | "validation" | "hardening";
                                /** @description Which time it was in the stage. */
                                attempt: number;
                                /** Format: date-time */
                                entered_at: string;
                                /**
                                 * Format: date-time
                                 * @description When it moved on or completed.
                                 */
                                left_at: string | null;
                                /** @description Without the time that it was completed. */
                                seconds: number;
                                /** @description Every second is counted once, for what was waited for last. */
                                waiting: {
                                    /** @description While an approval was asked for and not decided. */
                                    approvals_seconds: number;
                                    /** @description While gates had refused a step and nothing freed it. */
                                    gates_seconds: number;
                                    /** @description The rest. */
                                    nobody_seconds: number;
                                };
                            }[];
                            /** @description Every second is counted once, for what was waited for last. */
                            waiting: {
                                /** @description While an approval was asked for and not decided. */
                                approvals_seconds: number;
                                /** @description While gates had refused a step and nothing freed it. */
                                gates_seconds: number;
                                /** @description The rest. */
                                nobody_seconds: number;
                            };
                            total_seconds: number;
                        } | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_notifications: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those of this alarm. */
                alarm_id?: string;
                /** @description Only those that nobody, or somebody, waits for. */
                settled?: boolean;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notifications: {
                            /**
                             * Format: uuid
                             * @description Id of the event that is told.
                             */
                            id: string;
                            /** Format: uuid */
                            alarm_id: string;
                            /** @description What it is about. */
                            kind: string;
                            /**
                             * Format: uuid
                             * @description Its board, if it has one.
                             */
                            board_id: string | null;
                            subject: string;
                            /** @enum {string} */
                            state: "raised" | "cleared";
                            /** @enum {string} */
                            severity: "warning" | "critical";
                            text: string;
                            /**
                             * @description `waits`: nothing is wrong, but it waits for a person.
                             * @enum {string}
                             */
                            nature: "problem" | "waits";
                            /** @description Who in particular is to act. */
                            people: string[];
                            /** @description What is told to whom may be chosen by these. */
                            labels: {
                                [key: string]: string;
                            };
                            /** @description Where the console shows it; null: the page of the alarm. */
                            page: string | null;
                            /** @description How a terminal looks at it, and acts; none: it shows and acknowledges the alarm. */
                            commands: string[];
                            /**
                             * @description Why it is told again.
                             * @enum {string|null}
                             */
                            reminder: "still_critical" | "settled" | "flapping" | "receiver_added" | "escalated" | "acknowledged" | null;
                            /** Format: date-time */
                            at: string;
                            /** @description Nobody waits for it any more. */
                            settled: boolean;
                            tellings: {
                                webhook: string;
                                /** @enum {string} */
                                state: "pending" | "delivered" | "failed" | "withheld" | "lapsed";
                                attempts: number;
                                /**
                                 * Format: date-time
                                 * @description When it is tried again.
                                 */
                                retry_at: string | null;
                                /**
                                 * @description What keeps it back, or did.
                                 * @enum {string|null}
                                 */
                                withheld_for: "muted" | "window" | "quiet_hours" | "not_configured" | null;
                                /**
                                 * Format: uuid
                                 * @description Which mute or window that is.
                                 */
                                silence_id: string | null;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_recoveries: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those of this policy. */
                policy?: string;
                /** @description Only those that stand so. */
                standing?: "idle" | "suggested" | "asked" | "attempting" | "escalated";
                /** @description Only those of this machine. */
                host?: string;
                /** @description Only those of this board. */
                board_id?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recoveries: {
                            /**
                             * Format: uuid
                             * @description Id of this policy and this thing.
                             */
                            id: string;
                            /** @description Name of the policy. */
                            policy: string;
                            /** @description Kind of the thing. */
                            kind: string;
                            /** @description Id of the thing. */
                            subject_id: string;
                            /** @description What it is called. */
                            subject: string;
                            /** @description Machine it is on. */
                            host: string | null;
                            /**
                             * Format: uuid
                             * @description Board it belongs to.
                             */
                            board_id: string | null;
                            /**
                             * @description How it stands.
                             * @enum {string}
                             */
                            standing: "idle" | "suggested" | "asked" | "attempting" | "escalated";
                            /** @description How the thing ailed when something was last done or held back. */
                            ailing: string | null;
                            /** @description That in words, or why nothing was tried. */
                            why: string | null;
                            /**
                             * Format: uuid
                             * @description The attempt that is open, or was last.
                             */
                            attempt_id: string | null;
                            /** @description The machine that acts in it. */
                            node: string | null;
                            /** @description What is done in it. */
                            action: {
                                kind?: string;
                                says?: string;
                                digest?: string;
                            } | null;
                            /**
                             * @description How the last attempt stands, or ended.
                             * @enum {string|null}
                             */
                            outcome: "requested" | "running" | "watched" | "verified" | "unverified" | "abandoned" | "withdrawn" | null;
                            /** @description Attempts that were ever made; rehearsals are none. */
                            attempts: number;
                            /** @description So many of them helped. */
                            verified: number;
                            /**
                             * Format: date-time
                             * @description When it last changed.
                             */
                            changed_at: string;
                            /** @description Ids of the events behind it. */
                            event_ids: string[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_recoveries_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of this policy and this thing.
                         */
                        id: string;
                        /** @description Name of the policy. */
                        policy: string;
                        /** @description Kind of the thing. */
                        kind: string;
                        /** @description Id of the thing. */
                        subject_id: string;
                        /** @description What it is called. */
                        subject: string;
                        /** @description Machine it is on. */
                        host: string | null;
                        /**
                         * Format: uuid
                         * @description Board it belongs to.
                         */
                        board_id: string | null;
                        /**
                         * @description How it stands.
                         * @enum {string}
                         */
                        standing: "idle" | "suggested" | "asked" | "attempting" | "escalated";
                        /** @description How the thing ailed when something was last done or held back. */
                        ailing: string | null;
                        /** @description That in words, or why nothing was tried. */
                        why: string | null;
                        /**
                         * Format: uuid
                         * @description The attempt that is open, or was last.
                         */
                        attempt_id: string | null;
                        /** @description The machine that acts in it. */
                        node: string | null;
                        /** @description What is done in it. */
                        action: {
                            kind?: string;
                            says?: string;
                            digest?: string;
                        } | null;
                        /**
                         * @description How the last attempt stands, or ended.
                         * @enum {string|null}
                         */
                        outcome: "requested" | "running" | "watched" | "verified" | "unverified" | "abandoned" | "withdrawn" | null;
                        /** @description Attempts that were ever made; rehearsals are none. */
                        attempts: number;
                        /** @description So many of them helped. */
                        verified: number;
                        /**
                         * Format: date-time
                         * @description When it last changed.
                         */
                        changed_at: string;
                        /** @description Ids of the events behind it. */
                        event_ids: string[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_recovery_attempts: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those of this policy and thing. */
                recovery_id?: string;
                /** @description Only those of this policy. */
                policy?: string;
                /** @description Only those that stand, or ended, so. */
                outcome?: "requested" | "running" | "watched" | "verified" | "unverified" | "abandoned" | "withdrawn";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: {
                            /**
                             * Format: uuid
                             * @description Id of the attempt.
                             */
                            id: string;
                            /**
                             * Format: uuid
                             * @description Id of its policy and its thing.
                             */
                            recovery_id: string;
                            /** @description Name of the policy. */
                            policy: string;
                            /** @description Kind of the thing. */
                            kind: string;
                            /** @description Id of the thing. */
                            subject_id: string;
                            /** @description What it is called. */
                            subject: string;
                            /** @description Machine it is on. */
                            host: string | null;
                            /**
                             * Format: uuid
                             * @description Board it belongs to.
                             */
                            board_id: string | null;
                            /** @description How the thing ailed. */
                            state: string;
                            /** @description That in words. */
                            text: string;
                            /** @description Ids of the events behind it. */
                            event_ids: string[];
                            /** @description The machine that acts. */
                            node: string;
                            /** @description What is done, without its secrets. */
                            action: string;
                            /**
                             * @description Whether anything was to be changed.
                             * @enum {string}
                             */
                            how: "done" | "rehearsed";
                            /**
                             * @description Who decided it.
                             * @enum {string}
                             */
                            requested_by: "policy" | "approval" | "person";
                            /** @description Kind and id of the person who approved it, or asked for it. */
                            approved_by: string | null;
                            /**
                             * Format: date-time
                             * @description When it was requested.
                             */
                            requested_at: string;
                            /**
                             * Format: date-time
                             * @description When the action began.
                             */
                            started_at: string | null;
                            /**
                             * Format: date-time
                             * @description When the action ended.
                             */
                            finished_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it came to its end.
                             */
                            ended_at: string | null;
                            /**
                             * @description How it stands, or ended.
                             * @enum {string}
                             */
                            outcome: "requested" | "running" | "watched" | "verified" | "unverified" | "abandoned" | "withdrawn";
                            /** @description Why it ended so. */
                            outcome_why: string | null;
                            /** @description How the action ended, by its own account. */
                            result: string | null;
                            /** @description Exit code, or HTTP status. */
                            exit_code: number | null;
                            /** @description Bytes that came free. */
                            freed_bytes: number | null;
                            /** @description How long the action took. */
                            duration_ms: number | null;
                            /** @description The end of what it said. */
                            output: string | null;
                            /** @description Ids of the readings after it, by which it was judged. */
                            verified_event_ids: string[];
                            /** @description From the request to the first good reading. */
                            heal_seconds: number | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_recovery_rates: {
        parameters: {
            query?: {
                /** @description How many days back it looks. */
                days?: number;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: {
                            /** @description Name of the policy. */
                            policy: string;
                            /** @description Attempts that were made; rehearsals, and what nobody took up, are none. */
                            attempts: number;
                            /** @description So many were seen to have helped. */
                            verified: number;
                            /** @description So many were not. */
                            unverified: number;
                            /** @description So many nobody told the end of. */
                            abandoned: number;
                            /** @description So many are not at their end. */
                            open: number;
                            /** @description Share of those that came to an end; null: none has. */
                            verified_percent: number | null;
                            /** @description From the request to the first good reading, of those that helped. */
                            median_heal_seconds: number | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_releases_last_known_good: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release_id: string;
                        commit: string;
                        /** @description URL of the repository. */
                        source: string;
                        /** Format: date-time */
                        built_at: string;
                        builder: {
                            name: string;
                            tool: string;
                        };
                        images: {
                            name: string;
                            /**
                             * @description Built for this release, or taken as published.
                             * @enum {string}
                             */
                            kind: "own" | "foreign";
                            /** @description Services that run it. */
                            services: string[];
                            repository: string;
                            tag: string;
                            /** @description Of the index, or of the only manifest. */
                            digest: string;
                            platforms: {
                                platform: string;
                                digest: string;
                            }[];
                        }[];
                        /** Format: date-time */
                        registered_at: string;
                        /** @description Who registered it, as `kind:id`. */
                        registered_by: string;
                        /**
                         * Format: date-time
                         * @description When a verification last passed.
                         */
                        verified_at: string | null;
                        /** @description The newest; null when there was none. */
                        verification: {
                            /** @enum {string} */
                            verdict: "passed" | "failed";
                            verification_id: string;
                            evidence_link: string;
                            /** Format: date-time */
                            finished_at: string;
                        } | null;
                        /** @description Of the last event about it. */
                        position: string;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_releases_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Id of the release. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release_id: string;
                        commit: string;
                        /** @description URL of the repository. */
                        source: string;
                        /** Format: date-time */
                        built_at: string;
                        builder: {
                            name: string;
                            tool: string;
                        };
                        images: {
                            name: string;
                            /**
                             * @description Built for this release, or taken as published.
                             * @enum {string}
                             */
                            kind: "own" | "foreign";
                            /** @description Services that run it. */
                            services: string[];
                            repository: string;
                            tag: string;
                            /** @description Of the index, or of the only manifest. */
                            digest: string;
                            platforms: {
                                platform: string;
                                digest: string;
                            }[];
                        }[];
                        /** Format: date-time */
                        registered_at: string;
                        /** @description Who registered it, as `kind:id`. */
                        registered_by: string;
                        /**
                         * Format: date-time
                         * @description When a verification last passed.
                         */
                        verified_at: string | null;
                        /** @description The newest; null when there was none. */
                        verification: {
                            /** @enum {string} */
                            verdict: "passed" | "failed";
                            verification_id: string;
                            evidence_link: string;
                            /** Format: date-time */
                            finished_at: string;
                        } | null;
                        /** @description Of the last event about it. */
                        position: string;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_targets: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
                keys?: string[] | string;
                /** @description Only those that stand so. */
                condition?: "unwatched" | "drifted" | "as_approved" | "underway" | "unreachable" | "unknown";
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        targets: {
                            /** @description Its name. */
                            id: string;
                            /**
                             * @description How it stands: `unwatched` nobody looks, `unknown` nothing was approved, `underway` a run is rolling out.
                             * @enum {string}
                             */
                            condition: "unwatched" | "drifted" | "as_approved" | "underway" | "unreachable" | "unknown";
                            is_watched: boolean;
                            /** @description The machine that alone looks. */
                            host: string | null;
                            /**
                             * @description What the last look came to.
                             * @enum {string|null}
                             */
                            outcome: "as_approved" | "drifted" | "underway" | "unreachable" | "unknown" | null;
                            /** @description What the last look found. */
                            text: string | null;
                            /** @description What was approved, by which run. */
                            approved: {
                                /** Format: hex */
                                release_id: string;
                                /**
                                 * Format: uuid
                                 * @description Null where its board is not seen.
                                 */
                                verification_id: string | null;
                                /**
                                 * Format: uuid
                                 * @description Null without one, or where its board is not seen.
                                 */
                                run_id: string | null;
                                /**
                                 * @description `pending`: its run is not completed, and nothing else is approved.
                                 * @enum {string}
                                 */
                                standing: "approved" | "pending";
                            } | null;
                            /** @description What runs. */
                            running: {
                                image: string;
                                digest: string | null;
                            }[] | null;
                            /**
                             * Format: date-time
                             * @description A look is recorded when something changed, and once an hour.
                             */
                            looked_at: string | null;
                            /** @description The machine that looked. */
                            looked_by: string | null;
                            /** @description How often it is looked at. */
                            every_seconds: number | null;
                            /**
                             * Format: date-time
                             * @description When it was last seen to run what was approved.
                             */
                            right_at: string | null;
                            /**
                             * Format: date-time
                             * @description The first look that saw its drift.
                             */
                            drifted_since: string | null;
                            /** @description What differs. */
                            drift_text: string | null;
                            /** Format: uuid */
                            drift_event_id: string | null;
                            /** Format: date-time */
                            unreachable_since: string | null;
                            /** @enum {string|null} */
                            unreachable_reason: "no_answer" | "not_well" | "not_told" | null;
                            unreachable_text: string | null;
                            /** Format: uuid */
                            unreachable_event_id: string | null;
                            /** Format: uuid */
                            look_event_id: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_targets_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the target. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its name. */
                        id: string;
                        /**
                         * @description How it stands: `unwatched` nobody looks, `unknown` nothing was approved, `underway` a run is rolling out.
                         * @enum {string}
                         */
                        condition: "unwatched" | "drifted" | "as_approved" | "underway" | "unreachable" | "unknown";
                        is_watched: boolean;
                        /** @description The machine that alone looks. */
                        host: string | null;
                        /**
                         * @description What the last look came to.
                         * @enum {string|null}
                         */
                        outcome: "as_approved" | "drifted" | "underway" | "unreachable" | "unknown" | null;
                        /** @description What the last look found. */
                        text: string | null;
                        /** @description What was approved, by which run. */
                        approved: {
                            /** Format: hex */
                            release_id: string;
                            /**
                             * Format: uuid
                             * @description Null where its board is not seen.
                             */
                            verification_id: string | null;
                            /**
                             * Format: uuid
                             * @description Null without one, or where its board is not seen.
                             */
                            run_id: string | null;
                            /**
                             * @description `pending`: its run is not completed, and nothing else is approved.
                             * @enum {string}
                             */
                            standing: "approved" | "pending";
                        } | null;
                        /** @description What runs. */
                        running: {
                            image: string;
                            digest: string | null;
                        }[] | null;
                        /**
                         * Format: date-time
                         * @description A look is recorded when something changed, and once an hour.
                         */
                        looked_at: string | null;
                        /** @description The machine that looked. */
                        looked_by: string | null;
                        /** @description How often it is looked at. */
                        every_seconds: number | null;
                        /**
                         * Format: date-time
                         * @description When it was last seen to run what was approved.
                         */
                        right_at: string | null;
                        /**
                         * Format: date-time
                         * @description The first look that saw its drift.
                         */
                        drifted_since: string | null;
                        /** @description What differs. */
                        drift_text: string | null;
                        /** Format: uuid */
                        drift_event_id: string | null;
                        /** Format: date-time */
                        unreachable_since: string | null;
                        /** @enum {string|null} */
                        unreachable_reason: "no_answer" | "not_well" | "not_told" | null;
                        unreachable_text: string | null;
                        /** Format: uuid */
                        unreachable_event_id: string | null;
                        /** Format: uuid */
                        look_event_id: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_verifications_id_: {
        parameters: {
            query?: {
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        target: string;
                        /** Format: uuid */
                        run_id: string | null;
                        release_id: string | null;
                        /** Format: uuid */
                        board_id: string | null;
                        /**
                         * @description `board`: who asked for it is limited to boards, so that it counts on its own board alone.
                         * @enum {string}
                         */
                        speaks_for: "all" | "board";
                        /** @enum {string} */
                        verdict: "passed" | "failed";
                        checks: {
                            /** @description Its name; one that asks a gate is called as that is. */
                            name: string;
                            required: boolean;
                            passed: boolean;
                            /** @enum {string} */
                            verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                            detail: string;
                        }[];
                        /** @description How the target was waited for, by who waited. */
                        health_gate: {
                            /**
                             * @description How it ended.
                             * @enum {string}
                             */
                            status: "passed" | "failed" | "skipped";
                            /** @description Why it ended so. */
                            status_reason: string;
                            /** @description Every look at the target. */
                            attempts: {
                                /** @description Which attempt. */
                                number: number;
                                /** @enum {string} */
                                outcome: "passed" | "failed";
                                failed_urls: string[];
                                /**
                                 * Format: date-time
                                 * @description When.
                                 */
                                at: string;
                            }[];
                        } | null;
                        /** @description Null when nothing was taken back. */
                        rollback: {
                            /** @enum {string} */
                            outcome: "succeeded" | "failed" | "timed_out";
                            exit_code: number | null;
                            duration_ms: number;
                            output: string;
                        } | null;
                        evidence_link: string;
                        /** @description Kind and id of the actor. */
                        verified_by: string;
                        /** Format: date-time */
                        started_at: string;
                        /** Format: date-time */
                        finished_at: string;
                        /** Format: uuid */
                        event_id: string;
                        all_passed: boolean;
                        required_failed: number;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_runtime_ops_control_plane_status: {
        parameters: {
            query?: {
                /** @description The board; without it, all. */
                board_id?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: date-time */
                        checked_at: string;
                        verification: {
                            all_passed: boolean | null;
                            required_failed: number | null;
                            checks: {
                                /** @description Its name; one that asks a gate is called as that is. */
                                name: string;
                                required: boolean;
                                passed: boolean;
                                /** @enum {string} */
                                verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                                detail: string;
                            }[];
                            failed_check_names: string[];
                            /** Format: date-time */
                            checked_at: string | null;
                        };
                        gsd: {
                            /** Format: uuid */
                            latest_run_id: string | null;
                            latest_stage: string | null;
                            latest_status: string | null;
                            verification_required_failed: number | null;
                            is_blocked: boolean;
                            /** Format: date-time */
                            updated_at: string | null;
                            summary: string;
                        };
                        capabilities: {
                            /** @enum {string} */
                            gsd: "ready" | "blocked";
                            /** @enum {string} */
                            verification: "ready" | "degraded";
                            /** @enum {string} */
                            mission_control: "ready";
                        };
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_runtime_control_plane_status: {
        parameters: {
            query?: {
                /** @description The board; without it, all. */
                board_id?: string;
                /** @description Waits at most 5 s until the read models have passed this position, then answers 503. */
                min_position?: components["parameters"]["MinPosition"];
                /** @description Answers what the read models held at a position, or when all that was recorded by a time was known: a position, or a time with its zone. Folds and rights are those of today. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-As-Of": components["headers"]["Decklog-As-Of"];
                    "Decklog-Folded-By": components["headers"]["Decklog-Folded-By"];
                    "Decklog-Missing": components["headers"]["Decklog-Missing"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        board_id: string | null;
                        /** Format: date-time */
                        checked_at: string;
                        verification: {
                            all_passed: boolean | null;
                            required_failed: number | null;
                            checks: {
                                /** @description Its name; one that asks a gate is called as that is. */
                                name: string;
                                required: boolean;
                                passed: boolean;
                                /** @enum {string} */
                                verdict: "passed" | "failed" | "inconclusive" | "error" | "skipped";
                                detail: string;
                            }[];
                            failed_check_names: string[];
                            /** Format: date-time */
                            checked_at: string | null;
                        };
                        gsd: {
                            /** Format: uuid */
                            latest_run_id: string | null;
                            latest_stage: string | null;
                            latest_status: string | null;
                            verification_required_failed: number | null;
                            is_blocked: boolean;
                            /** Format: date-time */
                            updated_at: string | null;
                            summary: string;
                        };
                        capabilities: {
                            /** @enum {string} */
                            gsd: "ready" | "blocked";
                            /** @enum {string} */
                            verification: "ready" | "degraded";
                            /** @enum {string} */
                            mission_control: "ready";
                        };
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_plugins: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Version of the contract that plugins keep to. */
                        contract: string;
                        plugins: {
                            /** @description Name of the plugin. */
                            name: string;
                            /** @description Its own version. */
                            version: string;
                            /** @description `built-in`, or the extension as the configuration names it. */
                            from: string;
                            /** @description Types of events that it records. */
                            events: string[];
                            /** @description Gates that it answers. */
                            gates: string[];
                            /** @description Commands that it adds. */
                            commands: string[];
                        }[];
                        /** @description Optional extensions that could not be loaded. */
                        skipped: {
                            /** @description The extension as the configuration names it. */
                            from: string;
                            /** @description Why it could not be loaded. */
                            reason: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_projections: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projections: {
                            /** @description Name of the projection. */
                            name: string;
                            /** @description Version that this process reads. */
                            version: number;
                            /** @description Which building of that version. */
                            generation: number;
                            /**
                             * @description `degraded`: events are parked. `stopped`: needs an operator.
                             * @enum {string}
                             */
                            state: "building" | "live" | "degraded" | "stopped";
                            /** @description Ledger position it has come to. */
                            position: string;
                            /** @description Events that wait, counted up to about 1,000; null when not known. */
                            lag_events: number | null;
                            /** @description Age of the oldest event that waits; null when not known. */
                            lag_seconds: number | null;
                            /** @description Events set aside. */
                            parked: number;
                            /** @description Why it is not simply live. */
                            reason: string | null;
                            /** @description A table that is being built, beside the one that is read if there is one. */
                            building: {
                                /** @description Which building it is. */
                                generation: number;
                                /** @description Ledger position it has come to. */
                                position: string;
                                /** @description Events applied so far. */
                                events: number;
                                /** @description Over the last 20 s. */
                                events_per_second: number | null;
                                /** @description Until it is at the head. */
                                seconds_left: number | null;
                                /** @description Why it stopped, if it did. */
                                problem: string | null;
                            } | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_projections_name_parked: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the projection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parked: {
                            /** @description Row it belongs to; `*` when that cannot be told. */
                            key: string;
                            /** @description Its position in the ledger. */
                            position: string;
                            /** @description Its stream. */
                            stream: string;
                            /** @description Its number in the stream. */
                            revision: string;
                            /** @description Its id. */
                            event_id: string;
                            /** @description Its type. */
                            type: string;
                            /** @description Why it was set aside; null: it waits behind an earlier one of its key. */
                            error: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_projections_name_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the projection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description `next` of the call before. */
                    after?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Events applied by this call. */
                        applied: number;
                        /** @description Events still set aside. */
                        parked: number;
                        /** @description Where to go on; null: done. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_projections_name_rebuild: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the projection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Which building it is. */
                        generation: number;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_projections_name_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the projection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_reactions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reactions: {
                            /** @description Name of the plugin. */
                            plugin: string;
                            /** @description Ledger position up to which it has reacted. */
                            position: string;
                            /** @description Events that it could not react to. */
                            parked: number;
                            /** @description Of those, how many are to be tried once more. */
                            retrying: number;
                            /** @description What it may have missed when the ledger became another, until acknowledged. */
                            missed: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_reactions_plugin_parked: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the plugin. */
                plugin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parked: {
                            /** @description Its position in the ledger. */
                            position: string;
                            /** @description Its stream. */
                            stream: string;
                            /** @description Its number in the stream. */
                            revision: string;
                            /** @description Its id. */
                            event_id: string;
                            /** @description Its type. */
                            type: string;
                            /** @description Why it was set aside. */
                            error: string;
                            /** Format: date-time */
                            parked_at: string;
                            /**
                             * Format: date-time
                             * @description Since when it is to be tried once more.
                             */
                            retry_asked_at: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_reactions_plugin_parked_position_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Name of the plugin. */
                plugin: string;
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its position in the ledger. */
                        position: string;
                        /** @description Its stream. */
                        stream: string;
                        /** @description Its number in the stream. */
                        revision: string;
                        /** @description Its id. */
                        event_id: string;
                        /** @description Its type. */
                        type: string;
                        /** @description Why it was set aside. */
                        error: string;
                        /** Format: date-time */
                        parked_at: string;
                        /**
                         * Format: date-time
                         * @description Since when it is to be tried once more.
                         */
                        retry_asked_at: string | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_reactions_plugin_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the plugin. */
                plugin: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Only the one at this position. */
                    position?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many are to be tried. */
                        asked: number;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_reactions_plugin_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the plugin. */
                plugin: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Name of the plugin. */
                        plugin: string;
                        /** @description Ledger position up to which it has reacted. */
                        position: string;
                        /** @description Events that it could not react to. */
                        parked: number;
                        /** @description Of those, how many are to be tried once more. */
                        retrying: number;
                        /** @description What it may have missed when the ledger became another, until acknowledged. */
                        missed: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_audit_redecide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Decisions that were recorded from this time on; default: all.
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description Decisions that were recorded before this time.
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_holds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holds: {
                            /** Format: uuid */
                            id: string;
                            streams: string[];
                            categories: string[];
                            reason: string;
                            set_by: string;
                            /** Format: date-time */
                            set_at: string;
                            ended_by: string | null;
                            /** Format: date-time */
                            ended_at: string | null;
                            end_reason: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_holds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Names of streams, whether or not they are there yet.
                     * @default []
                     */
                    streams?: string[];
                    /**
                     * @description Categories, all streams of which are held.
                     * @default []
                     */
                    categories?: string[];
                    /** @description Why; no personal data. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        hold_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_holds_id_end: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; no personal data. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        hold_id: string;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_redactions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    stream: string;
                    /** @description Number of the event in its stream. */
                    revision: string;
                    /** @description Fields whose text is not to be shown: `data.note`, `data.items.0.title`. */
                    fields: string[];
                    /** @description Why; no personal data. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        event_id: string;
                        /** @description Read models that are built anew without it; until then they show it. */
                        rebuilding: string[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_audit_logs_log_path_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                log: "decisions" | "observations";
                /** @description `checkpoint`, or a tile or bundle as C2SP tlog-tiles names it: `tile/0/000.p/7`. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_what_if_plugin_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path: {
                /** @description Name of the plugin. */
                plugin: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The section of the plugin, as in a configuration; what is left out is default.
                     * @default {}
                     */
                    config?: Record<string, never>;
                    /**
                     * Format: date-time
                     * @description Begin of the range.
                     */
                    from: string;
                    /**
                     * Format: date-time
                     * @description End of the range; now by default.
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_config_reload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The settings that have taken effect: `plugins.gsd.gates`. */
                        changed: string[];
                        /** @description The plugins whose rules are others now. */
                        rules: {
                            plugin: string;
                            digest: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_access_self: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What the actor is: `person`, `service`, `agent`. */
                        kind: string;
                        /** @description Who the actor is. */
                        subject: string;
                        /** @description What it may do. */
                        scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                        /** @description Boards that it is limited to; null: it is not. */
                        boards: string[] | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_tokens: {
        parameters: {
            query?: {
                /** @description Most items in a page. */
                limit?: number;
                /** @description Cursor of `Link: rel="next"`; opaque. */
                after?: string;
            };
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: {
                            /**
                             * Format: uuid
                             * @description Id of the token.
                             */
                            id: string;
                            /** @description What it is for. */
                            name: string;
                            /**
                             * @description Who holds it; an agent can never approve.
                             * @enum {string}
                             */
                            kind: "person" | "agent" | "service";
                            /** @description Who acts with it: the id of the actor in every event it causes. */
                            subject: string;
                            /** @description What it may do. */
                            scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                            /** @description The boards it is limited to; null: all. */
                            boards: string[] | null;
                            /**
                             * @description What made it.
                             * @enum {string}
                             */
                            source: "api" | "cli" | "configuration" | "first_start";
                            /** @enum {string} */
                            status: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            rotated_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it ends; null: never.
                             */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description Null when one secret alone opens it.
                             */
                            previous_secret_valid_until: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_tokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is for. */
                    name: string;
                    /**
                     * @description Who holds it; a token of kind agent can hold neither approve nor admin.
                     * @enum {string}
                     */
                    kind: "person" | "agent" | "service";
                    /** @description Id of the actor in every event it causes; default: the id of the token. */
                    subject?: string;
                    /** @description What it may do; admin includes none of the others, and a service alone can hold represent. */
                    scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                    /**
                     * @description The boards it is limited to; null: all.
                     * @default null
                     */
                    boards?: string[] | null;
                    /**
                     * Format: date-time
                     * @description When it ends, in the future; null: never.
                     * @default null
                     */
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: {
                            /**
                             * Format: uuid
                             * @description Id of the token.
                             */
                            id: string;
                            /** @description What it is for. */
                            name: string;
                            /**
                             * @description Who holds it; an agent can never approve.
                             * @enum {string}
                             */
                            kind: "person" | "agent" | "service";
                            /** @description Who acts with it: the id of the actor in every event it causes. */
                            subject: string;
                            /** @description What it may do. */
                            scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                            /** @description The boards it is limited to; null: all. */
                            boards: string[] | null;
                            /**
                             * @description What made it.
                             * @enum {string}
                             */
                            source: "api" | "cli" | "configuration" | "first_start";
                            /** @enum {string} */
                            status: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            rotated_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it ends; null: never.
                             */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description Null when one secret alone opens it.
                             */
                            previous_secret_valid_until: string | null;
                        };
                        /** @description The secret, shown this once; null when an Idempotency-Key repeats the request. */
                        secret: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_api_v1_tokens_id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description An ETag that the caller has: then 304, where the route sends one. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the token. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Id of the token.
                         */
                        id: string;
                        /** @description What it is for. */
                        name: string;
                        /**
                         * @description Who holds it; an agent can never approve.
                         * @enum {string}
                         */
                        kind: "person" | "agent" | "service";
                        /** @description Who acts with it: the id of the actor in every event it causes. */
                        subject: string;
                        /** @description What it may do. */
                        scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                        /** @description The boards it is limited to; null: all. */
                        boards: string[] | null;
                        /**
                         * @description What made it.
                         * @enum {string}
                         */
                        source: "api" | "cli" | "configuration" | "first_start";
                        /** @enum {string} */
                        status: "active" | "expired" | "revoked";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        rotated_at: string | null;
                        /** Format: date-time */
                        revoked_at: string | null;
                        /**
                         * Format: date-time
                         * @description When it ends; null: never.
                         */
                        expires_at: string | null;
                        /**
                         * Format: date-time
                         * @description Null when one secret alone opens it.
                         */
                        previous_secret_valid_until: string | null;
                    };
                };
            };
            /** @description The caller has it already: the ETag is that of If-None-Match. There is no body. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_tokens_id_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the token. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description How long the secret before stays valid.
                     * @default 86400
                     */
                    grace_seconds?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: {
                            /**
                             * Format: uuid
                             * @description Id of the token.
                             */
                            id: string;
                            /** @description What it is for. */
                            name: string;
                            /**
                             * @description Who holds it; an agent can never approve.
                             * @enum {string}
                             */
                            kind: "person" | "agent" | "service";
                            /** @description Who acts with it: the id of the actor in every event it causes. */
                            subject: string;
                            /** @description What it may do. */
                            scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                            /** @description The boards it is limited to; null: all. */
                            boards: string[] | null;
                            /**
                             * @description What made it.
                             * @enum {string}
                             */
                            source: "api" | "cli" | "configuration" | "first_start";
                            /** @enum {string} */
                            status: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            rotated_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it ends; null: never.
                             */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description Null when one secret alone opens it.
                             */
                            previous_secret_valid_until: string | null;
                        };
                        /** @description The secret, shown this once; null when an Idempotency-Key repeats the request. */
                        secret: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_api_v1_tokens_id_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The person that a service acts for, as `person:<id>`; needs the scope `represent`. Both are recorded. */
                "Decklog-On-Behalf-Of"?: components["parameters"]["OnBehalfOf"];
                /** @description The ETag that the change is meant for; 412 when it is another by now. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes repetitions of this request one: 1 to 255 visible ASCII characters, kept for 24 h. Another body with the same key is 422, a repetition while the first still runs 409. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the token. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why.
                     * @default not given
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Decklog-Position": components["headers"]["Decklog-Position"];
                    "Decklog-Projection": components["headers"]["Decklog-Projection"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: {
                            /**
                             * Format: uuid
                             * @description Id of the token.
                             */
                            id: string;
                            /** @description What it is for. */
                            name: string;
                            /**
                             * @description Who holds it; an agent can never approve.
                             * @enum {string}
                             */
                            kind: "person" | "agent" | "service";
                            /** @description Who acts with it: the id of the actor in every event it causes. */
                            subject: string;
                            /** @description What it may do. */
                            scopes: ("read" | "ingest" | "operate" | "approve" | "represent" | "audit" | "admin")[];
                            /** @description The boards it is limited to; null: all. */
                            boards: string[] | null;
                            /**
                             * @description What made it.
                             * @enum {string}
                             */
                            source: "api" | "cli" | "configuration" | "first_start";
                            /** @enum {string} */
                            status: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            rotated_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it ends; null: never.
                             */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description Null when one secret alone opens it.
                             */
                            previous_secret_valid_until: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the request; echoed, or made when absent. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    };
                };
            };
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            500: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
