/// Who may do what with everything in the schema: the decision, held against the catalogue and against
/// what PostgreSQL does. What is not in here must not be there.
enum RoleRights {
    /// What a role may do with a relation or function, in the order of ``operations``.
    typealias Rights = [String: String]

    static let roles = ["writer", "reader", "offers"]
    static let operations = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER",
    ]

    private static let nobody: Rights = [:]
    /// The public face: analysts and the daemon's own `status`, `scores`, `explain`.
    private static let face: Rights = ["writer": "SELECT", "reader": "SELECT"]
    private static let helper: Rights = ["writer": "EXECUTE", "reader": "EXECUTE"]

    /// Tables and views. The partitions of a day are nobody's: they are reached through their parents.
    static let relations: [String: Rights] = [
        "schema_migration": nobody,
        // What the processor needs for a flush, and no more: rows that are written once stay.
        "stream": ["writer": "SELECT INSERT"],
        "stream_partition": ["writer": "SELECT INSERT UPDATE"],
        "checkpoint": ["writer": "SELECT INSERT DELETE"],
        "recorded_input": ["writer": "SELECT INSERT UPDATE"],
        "basket": ["writer": "SELECT INSERT UPDATE DELETE"],
        "outcome": ["writer": "SELECT INSERT"],
        "score": ["writer": "SELECT INSERT"],
        "funnel_day": ["writer": "SELECT INSERT UPDATE"],
        // Retention and `quarantine purge` delete. What replay and amending change is given by column.
        "quarantine": ["writer": "SELECT INSERT DELETE"],
        "model": ["writer": "SELECT INSERT"],
        "feature": ["writer": "SELECT INSERT UPDATE"],
        // The processor asks by it and is asked by it; a function of the owner's removes the rows.
        "forget_request": ["writer": "SELECT INSERT"],
        "forget_request_id_seq": nobody,
        "forget_progress": ["writer": "SELECT INSERT"],
        // Written by the owner's function alone, when a topic was made anew.
        "past_partition": nobody,
        // Views.
        "abandonment_scores": face,
        "score_history": face,
        "session_outcomes": face,
        "basket_sessions": face,
        // The bytes of records that could not be used: who mends them must see them.
        "quarantined_records": face,
        "ledger": face,
        "past_ledger": face,
        "stream_lag": face,
        "funnel": face,
        "model_features": face,
        "model_versions": face,
    ]

    /// Functions by name and argument types.
    static let functions: [String: Rights] = [
        "schema_version()": helper.merging(["offers": "EXECUTE"]) { $1 },
        "oldest_program()": helper.merging(["offers": "EXECUTE"]) { $1 },
        "make_days(date[])": ["writer": "EXECUTE"],
        "give_up_baskets(bigint[])": ["writer": "EXECUTE"],
        "drop_days(text, date, integer)": ["writer": "EXECUTE"],
        "forget_rows(bigint, integer, bigint)": ["writer": "EXECUTE"],
        "stream_generation()": ["writer": "EXECUTE"],
        // `run --new-generation`: ends all partitions of the stream, and does nothing else.
        "begin_generation(smallint, text, text)": ["writer": "EXECUTE"],
        "session_partition(bigint)": helper,
        "contribution_array(bytea)": helper,
        "named_contributions(integer, bytea)": helper,
        "money_text(bigint, text)": helper,
        "interval_text(interval)": helper,
        "fill_phrase(text, basketwatch.basket)": helper,
        "reasons(basketwatch.basket)": helper,
    ]
}
