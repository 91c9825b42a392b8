import Foundation
import ProgramTesting
import Testing

/// The package's life on a machine, by dpkg itself, with its maintainer scripts.
///
/// It shows neither systemd's part (the unit is held by `ServiceUnitTests`) nor that apt finds the
/// libraries on a bare machine: here they are installed already.
@Suite(
    "A Debian package that is installed", MachineCopy.needed,
    Tool.needed("dpkg-shlibdeps", package: "dpkg-dev"))
struct PackageLifeTests {
    private let folder: Folder
    private let package: String

    init() throws {
        folder = try Folder()
        let made = try BuiltProgram.shell(
            "'\(ShippedFile.place("scripts/package"))' >/dev/null && mv \"$OUTPUT\"/*.deb \"$OUTPUT\"/it.deb",
            environment: [
                "PROGRAM": BuiltProgram.path, "OUTPUT": folder.path, "COMPRESSION": "none",
            ], within: 60)
        try #require(made.code == 0, "\(made.errors)")
        package = folder.path + "/it.deb"
    }

    /// What is there: package, program, settings, user.
    private static let look = """
        look() {
            dpkg-query --show --showformat '${db:Status-Status} ' basketwatch 2>/dev/null || printf 'unknown '
            command -v basketwatch || printf 'no program'
            printf ' %s ' /etc/basketwatch/*
            getent passwd basketwatch >/dev/null && echo user || echo nobody
        }
        dpkg --purge basketwatch >/dev/null 2>&1 || true
        """

    @Test("runs, and its settings are read by the service's user")
    func running() throws {
        let end = try MachineCopy.run(
            """
            dpkg --install /it.deb
            dpkg --verify basketwatch
            test -f /lib/systemd/system/basketwatch.service
            basketwatch version
            basketwatch generate --count 2 --output -
            basketwatch settings run | grep '^config'
            setpriv --reuid basketwatch --regid basketwatch --clear-groups \
                head -n 1 /etc/basketwatch/basketwatch.conf
            ! setpriv --reuid nobody --regid nogroup --clear-groups cat /etc/basketwatch/environment
            """, files: [package])
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        for words in [
            "basketwatch is installed and not started", "basketwatch 0.", #"{"id":"e-1""#,
            "/etc/basketwatch/basketwatch.conf", "# Settings of basketwatch",
        ] {
            #expect(end.output.contains(words), "\(words): \(end.output)")
        }
    }

    @Test("is removed but for its settings, which the next one keeps, and purged without a trace")
    func leaving() throws {
        let end = try MachineCopy.run(
            """
            \(Self.look)
            for step in install remove install remove purge; do
                package=basketwatch
                [ $step != install ] || package=/it.deb
                dpkg --$step $package >/said 2>&1 || { cat /said; exit 1; }
                [ $step != install ] || echo 'workers = 3' >>/etc/basketwatch/basketwatch.conf
                echo "$step: $(look | tr -s '\n ' ' ')"
                grep -c 'workers = 3' /etc/basketwatch/basketwatch.conf || true
            done
            find /changed -name '*basketwatch*' -print
            """, files: [package])
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        let kept = "/etc/basketwatch/basketwatch.conf /etc/basketwatch/environment user"
        #expect(
            end.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
                "install: installed /usr/bin/basketwatch \(kept)", "1",
                "remove: config-files no program \(kept)", "1",
                "install: installed /usr/bin/basketwatch \(kept)", "2",
                "remove: config-files no program \(kept)", "2",
                "purge: unknown no program /etc/basketwatch/* nobody",
            ], "\(end.output)\(end.errors)")
    }
}
