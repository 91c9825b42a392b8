import Testing

extension OtherTools {
    @Test(
        "a Python producer's basket is at risk, and a Python reader says so",
        .enabled(if: PythonPackages.areInstalled, Comment(rawValue: PythonPackages.skipped)))
    func python() throws {
        let stream = try ShopStream.onAnyKafka(partitions: 4)
        let python = "'\(PythonPackages.python)'"
        #expect(
            try stream.shell("\(python) examples/send_events.py u-48213").contains("4 events"))
        try stream.process()

        let said = try stream.shell("\(python) examples/at_risk.py 0.5", asAnalyst: true)
        #expect(said.contains("u-48213  risk 0."), "\(said)")
        #expect(said.contains("basket EUR 24.00  shipping EUR 22.50"), "\(said)")
        #expect(said.contains("because: shipping is 94 % of the basket"), "\(said)")
        #expect(said.contains("open baskets at a risk of 0.5 or more: 1"), "\(said)")
        #expect(
            try stream.shell("\(python) examples/at_risk.py 1", asAnalyst: true)
                .hasPrefix("open baskets at a risk of 1.0 or more: 0"))
    }

    @Test(
        "a Python producer and reader say what is wrong when nobody answers, and fail",
        .enabled(if: PythonPackages.areInstalled, Comment(rawValue: PythonPackages.skipped)))
    func pythonAlone() throws {
        let end = try Lonely.run("'\(PythonPackages.python)' examples/at_risk.py")
        #expect(end.code == 1)
        #expect(end.errors.hasPrefix("at_risk.py: connection failed"), "\(end.errors)")
        #expect(!end.errors.contains("Traceback"))

        let unsent = try Lonely.run("'\(PythonPackages.python)' examples/send_events.py")
        #expect(unsent.code == 1)
        #expect(
            unsent.errors.hasPrefix("send_events.py: 4 of 4 events did not arrive: "),
            "\(unsent.errors)")
    }

    @Test("a line of the shell turns the baskets at risk into CSV and into JSON lines")
    func shellReader() throws {
        let stream = try ShopStream(partitions: 2)
        try stream.shell("basketwatch generate --count 4000 --open-sessions 200")
        try stream.process()
        let csv = try stream.shell("examples/at_risk.sh 0.5", asAnalyst: true)
            .split(separator: "\n")
        #expect(csv.first?.hasPrefix("shopper_id,shop_session_id,risk,silent_seconds,") == true)
        #expect(csv.count > 1)
        let json = try stream.shell("examples/at_risk.sh 0.5 --json", asAnalyst: true)
            .split(separator: "\n")
        #expect(json.count == csv.count - 1)
        for line in json { #expect(line.hasPrefix("{\"shopper_id\":") && line.hasSuffix("}")) }

        #expect(
            try stream.shell("examples/at_risk.sh --json", asAnalyst: true).hasPrefix("{"))

        // On the command line everybody on the machine could read it.
        let watched = try Lonely.run(
            """
            psql() { printf '%s|' "$PGPASSWORD" "$@"; }; export -f psql
            export BASKETWATCH_DATABASE_URL='postgresql://u:p%40s\\w@127.0.0.1:1/shop'
            bash examples/at_risk.sh 0.5
            """)
        #expect(watched.output.hasPrefix("p@s\\w|postgresql://u@127.0.0.1:1/shop|"))
        let refused = try Lonely.run("examples/at_risk.sh --jsn")
        #expect(refused.code == 64 && refused.errors.contains("'--jsn' is neither"))

        let end = try Lonely.run("examples/at_risk.sh")
        #expect(end.code == 2 && end.errors.contains("psql: error"), "\(end.errors)")
    }
}
