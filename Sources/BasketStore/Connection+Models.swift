extension Connection {
    /// See ``FlushWriter/register(_:)``.
    func register(_ model: ModelRecord) throws(BasketStoreError) {
        do {
            try insert(model)
        } catch .statement("42501", _, _, _) {
            throw .mayNotWrite(schema, user: user)
        }
    }

    private func insert(_ model: ModelRecord) throws(BasketStoreError) {
        try transaction(during: "registering model version \(model.version)") {
            () throws(BasketStoreError) in
            _ = try query(
                """
                INSERT INTO basketwatch.model (version, kind, trained_on, encoded, feature_names)
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                """,
                [
                    .int32(model.version), .text(model.kind), .text(model.trainedOn),
                    .bytes(model.encoded), .texts(model.features.map(\.name)),
                ], during: "registering model version \(model.version)")
            let stored = try query(
                "SELECT encoded, feature_names FROM basketwatch.model WHERE version = $1",
                [.int32(model.version)], during: "reading model version \(model.version)")
            guard stored.rowCount == 1, stored.bytes(0, 0) == model.encoded,
                stored.texts(0, 1) == model.features.map(\.name)
            else { throw .modelDiffers(version: model.version) }
            try describe(model.features)
        }
    }

    /// Sorted, so that two instances that describe the same features never cross; written only where
    /// something differs, so that a start of many instances rewrites nothing.
    private func describe(_ features: [FeatureDescription]) throws(BasketStoreError) {
        let features = features.sorted { $0.name < $1.name }
        _ = try query(
            """
            INSERT INTO basketwatch.feature AS old (name, unit, meaning, phrase)
            SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (name) DO UPDATE
            SET unit = EXCLUDED.unit, meaning = EXCLUDED.meaning, phrase = EXCLUDED.phrase
            WHERE (old.unit, old.meaning, old.phrase)
                IS DISTINCT FROM (EXCLUDED.unit, EXCLUDED.meaning, EXCLUDED.phrase)
            """,
            [
                .texts(features.map(\.name)), .texts(features.map(\.unit)),
                .texts(features.map(\.meaning)), .texts(features.map(\.phrase)),
            ], during: "describing the features")
    }

    /// See ``FlushWriter/newestModel()``.
    func newestModel() throws(BasketStoreError) -> ModelRecord? {
        let model = try query(
            """
            SELECT version, kind, trained_on, encoded, feature_names FROM basketwatch.model
            ORDER BY version DESC LIMIT 1
            """, during: "reading the newest model")
        guard model.rowCount > 0 else { return nil }
        let features = try query(
            """
            SELECT name, unit, meaning, phrase
            FROM unnest($1) WITH ORDINALITY AS wanted(name, place)
                JOIN basketwatch.feature USING (name)
            ORDER BY place
            """, [.texts(model.texts(0, 4))], during: "reading the newest model's features")
        return ModelRecord(
            version: Int32(model.integer(0, 0)), kind: model.text(0, 1),
            trainedOn: model.text(0, 2), encoded: model.bytes(0, 3),
            features: (0..<features.rowCount).map { row in
                FeatureDescription(
                    name: features.text(row, 0), unit: features.text(row, 1),
                    meaning: features.text(row, 2), phrase: features.text(row, 3))
            })
    }
}
