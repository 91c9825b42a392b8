import BasketConsole
import BasketStore
import Foundation

/// The last part: questions in SQL, with PostgreSQL's own answers.
extension Demo {
    func ask() throws {
        console.line()
        console.line("Ask it yourself:")
        // Without psql the questions are shown without answers.
        let psql = try? DemoPostgres.programs().appending(path: "psql")
        for recipe in DemoRecipe.all {
            console.line()
            console.line("-- " + recipe.question)
            console.line(store.schema.placed(in: recipe.sql))
            if let psql { try answer(recipe, psql) }
        }
    }

    private func answer(_ recipe: DemoRecipe, _ psql: URL) throws {
        let file = folder.log("answer")
        unlink(file.path)
        // Long reasons are broken inside their column where a terminal is too narrow for them.
        let layout = console.width.map { ["-P", "format=wrapped", "-P", "columns=\($0)"] } ?? []
        // By the environment: arguments show to everybody on the machine.
        let code = try Spawn.run(
            psql.path,
            ["-X", "-w", "-q", "-P", "pager=off", "-P", "footer=off"] + layout
                + ["-c", store.schema.placed(in: recipe.sql)],
            environment: try store.environment(), knowsDatabase: true, output: file.path)
        guard code == 0 else {
            let words = try String(contentsOf: file, encoding: .utf8)
            throw CommandFailure("psql did not answer: \(words)")
        }
        let answer = try String(contentsOf: file, encoding: .utf8)
            .trimmingCharacters(in: .newlines)
        console.line(answer)
        // Heading and rule only.
        if answer.split(separator: "\n").count <= 2 {
            console.line("(no row yet: sessions end after half an hour of the shop's time)")
        }
        unlink(file.path)
    }
}
