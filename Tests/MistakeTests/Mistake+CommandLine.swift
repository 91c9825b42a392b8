extension Mistake {
    /// Wrong words on the command line.
    static let onCommandLines = [
        Mistake(
            "no command of that name, one is near", "repaly events.jsonl", ends: 64,
            says: "no command 'repaly'", next: "Did you mean 'basketwatch replay'?"),
        Mistake(
            "no command of that name, none is near", "frobnicate", ends: 64,
            says: "no command 'frobnicate'", next: "Try 'basketwatch --help'"),
        Mistake(
            "half a command", "topics", ends: 64, says: "topics needs another word",
            next: "topics list, topics create or topics describe"),
        Mistake(
            "a family's command mistyped", "topics lst", ends: 64, says: "no command 'topics lst'",
            next: "Did you mean 'basketwatch topics list'?"),
        Mistake(
            "flags before the command", "--quiet scores", ends: 64,
            says: "The command comes before its flags", next: "Try 'basketwatch --help'"),
        Mistake(
            "a flag mistyped, its value behind it", "scores --at-lest 1", ends: 64,
            says: "there is no flag --at-lest", next: "did you mean --at-least?"),
        Mistake(
            "a flag that there is not", "broker --port 9092", ends: 64, says: "no flag --port",
            next: "Try 'basketwatch broker --help'"),
        Mistake(
            "a flag without its value", "scores --limit", ends: 64, says: "--limit needs a value",
            next: "--limit N (how many baskets"),
        Mistake(
            "a number that is none", "scores --limit many", ends: 64,
            says: "--limit", "not 'many'", next: "must be a whole number, 1 to 100,000"),
        Mistake(
            "a number out of range", "run --brokers {broker} --workers 0", ends: 64,
            says: "--workers", next: "must be 1 to 256"),
        Mistake(
            "a share above one", "scores --at-least 2", ends: 64, says: "--at-least",
            next: "must be 0 to 1, or 0% to 100%"),
        Mistake(
            "a duration without its unit", "run --brokers {broker} --gap 30", ends: 64,
            says: "--gap", "not '30'", next: "with its unit, such as 50ms, 5s, 30min"),
        Mistake(
            "a duration of an unknown unit", "run --brokers {broker} --gap 30parsecs", ends: 64,
            says: "--gap", "'30parsecs'", next: "such as 50ms, 5s, 30min"),
        Mistake(
            "a flag that is neither true nor false", "run --brokers {broker} --until-end=maybe",
            ends: 64, says: "--until-end", "'maybe'", next: "must be true or false"),
        Mistake(
            "quiet and verbose at once", "scores --quiet --verbose", ends: 64,
            says: "--quiet and --verbose", next: "exclude each other"),
        Mistake(
            "two ways to print at once", "scores --json --csv", ends: 64, says: "--json and --csv",
            next: "one of them at a time"),
        Mistake(
            "an operand that is missing", "explain", ends: 64, says: "explain needs SHOPPER",
            next: "the key of the shopper's events"),
        Mistake(
            "an operand too many", "explain u-1 u-2", ends: 64, says: "'u-2' has no place",
            next: "Try 'basketwatch explain --help'"),
        Mistake(
            "a dry run of nothing", "replay", ends: 64, says: "replay needs FILE...",
            next: "--topic NAME with --brokers"),
        Mistake(
            "nowhere to generate to", "generate --count 10", ends: 64,
            says: "generate needs --brokers",
            next: "or --output FILE"),
        Mistake(
            "a broker that must be set", "run", ends: 64, says: "--brokers or BASKETWATCH_BROKERS",
            next: "must be set"),
        Mistake(
            "a scenario mistyped", "generate --scenario black-fryday --output x", ends: 64,
            says: "--scenario", "'black-fryday'", next: "must be shipping-shock, black-friday,"),
        Mistake(
            "a start that is no time", "generate --start 2025-13-45 --output x", ends: 64,
            says: "--start", "'2025-13-45'", next: "such as 2025-11-26T08:00:00Z"),
        Mistake(
            "a shift of nothing that there is", "generate --shift mood=2x@+1h --output x", ends: 64,
            says: "--shift", "mood=2x@+1h", next: "WHAT one of arrivals, shipping"),
        Mistake(
            "a decision that there is not", "replay --only outcoms {files}/good.jsonl", ends: 64,
            says: "--only", "'outcoms'", next: "opened, scores, outcomes"),
        Mistake(
            "completions for a shell that has none", "completions tcsh", ends: 64,
            says: "no completions for 'tcsh'", next: "bash, zsh or fish"),
        Mistake(
            "several mistakes at once", "run --workers 0 --gap 5", ends: 64,
            says: "3 things are wrong", "--brokers", "--workers", "--gap",
            next: "Try 'basketwatch run --help'"),
    ]

    /// Wrong words in the settings file and in the environment.
    static let inSettings = [
        Mistake(
            "a settings file that is not there", "scores --config missing.conf", ends: 64,
            says: "the settings file missing.conf cannot be read: No such file",
            next: "name another with --config"),
        Mistake(
            "a settings file in a folder that is not there", "scores",
            environment: ["BASKETWATCH_CONFIG": "/nonexistent/basketwatch.conf"], ends: 78,
            says: "/nonexistent/basketwatch.conf cannot be read", next: "name another with --config"
        ),
        Mistake(
            "a settings file that is a directory", "scores --config {files}/folder", ends: 64,
            says: "/folder cannot be read: it is a directory", next: "name another with --config"),
        Mistake(
            "a settings file that is no text", "scores --config {files}/binary", ends: 64,
            says: "/binary cannot be read: it is no text", next: "name another with --config"),
        Mistake(
            "a settings file with a line that is none", "scores",
            files: ["basketwatch.conf": "# ours\n\nno line\n"], ends: 78,
            says: "./basketwatch.conf:3:", next: "must be name = value, or start with #"),
        Mistake(
            "a settings file with a name mistyped", "status",
            files: ["basketwatch.conf": "database-ulr = x\n"], ends: 78,
            says: "./basketwatch.conf:1: there is no setting database-ulr",
            next: "did you mean database-url?"),
        Mistake(
            "a settings file with a value that cannot be", "run --brokers {broker}",
            files: ["basketwatch.conf": "gap = soon\n"], ends: 78,
            says: "./basketwatch.conf:1: gap", "'soon'", next: "such as 50ms, 5s, 30min"),
        Mistake(
            "a settings file that says one thing twice", "scores",
            files: ["basketwatch.conf": "limit = 1\nlimit = 2\n"], ends: 78,
            says: "./basketwatch.conf:2: limit", next: "is set in line 1 already"),
        Mistake(
            "a variable with a value that cannot be", "run --brokers {broker}",
            environment: ["BASKETWATCH_GAP": "soon"], ends: 78, says: "BASKETWATCH_GAP", "'soon'",
            next: "such as 50ms, 5s, 30min"),
    ]
}
