import BasketConsole

extension Manual {
    /// What the manual says beside what follows from the declarations.
    static var basketwatch: Manual {
        var manual = Manual()
        manual.description = [
            """
            Basketwatch reads a shop's clickstream from a Kafka topic and says of every open basket how \
            likely it is to be abandoned, and why, while the shopper is still there. The scores land in \
            PostgreSQL, in the schema basketwatch, where analysts query them and the shop decides what \
            to offer.
            """,
            """
            One schema holds one stream: a topic, read by a consumer group; a database may hold several. Every flush is one \
            transaction of rows, ledger and offsets: nothing is lost and nothing is written twice, \
            whatever is stopped, killed or away.
            """,
        ]
        manual.variables = [
            (
                "PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSERVICE, …",
                "where PostgreSQL is, as for psql, where --database-url says nothing else"
            )
        ]
        manual.files = [("~/.pgpass", "passwords for PostgreSQL, as for psql; mode 600")]
        manual.exitCodes = [
            .success: "done; of run: stopped, and all that was read is committed",
            .failure: """
            not done, and no other code says why; of status: something is wrong with the stream; of \
            explain: no such session; of run: a partition stopped; of replay --verify: a stored row \
            differs; of demo: not every record is accounted for
            """,
            .badData:
                "the input is damaged, empty, or holds not one event; of replay --verify: not all could "
                + "be compared",
            .unavailable: "Kafka or PostgreSQL does not answer, or refuses us",
            .configuration:
                "the environment, the settings file or the database's schema is not as it must be",
        ]
        manual.examples = [
            Example("demo", "See all of it work, on servers of its own"),
            Example(
                "topics create clickstream --partitions 8 --brokers kafka1:9092",
                "Make the topic, unless there is one"),
            Example(
                "migrate --database-url postgresql://basketwatch@db/shop", "Make the schema"),
            Example(
                "settings run --check --brokers kafka1:9092",
                "Try what run would use, the database taken from PGHOST and its like"),
            Example(
                "run --brokers kafka1:9092 --database-url postgresql://basketwatch@db/shop",
                "Process the clickstream, until stopped"),
        ]
        manual.seeAlso = ["psql(1)", "kcat(1)"]
        return manual
    }
}
