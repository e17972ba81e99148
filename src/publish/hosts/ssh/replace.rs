//! The script that replaces the link to the published release.

/// Under a lock that stands for some milliseconds: one older than two minutes, at which `-mmin +1`
/// begins, was left by a machine that was switched off. Once begun, it is finished even if the
/// connection is cut.
pub(super) const REPLACE: &str = r#"trap '' HUP PIPE
    i=0
    until mkdir "$r/.lock" 2>/dev/null; do
        i=$((i + 1))
        if [ $i -gt 20 ]; then
            say busy "$(cat "$r/.lock/who" 2>&1)"
            exit 1
        elif [ -n "$(find "$r/.lock" -prune -mmin +1 2>/dev/null)" ]; then
            stale=$(cat "$r/.lock/who" 2>/dev/null)
            mv "$r/.lock" "$r/$new/lock" || continue
            # Another waiter may have been faster: then this is its own.
            if [ "$(cat "$r/$new/lock/who" 2>/dev/null)" = "$stale" ]; then
                rm -rf "$r/$new/lock"
            elif ! mv -T "$r/$new/lock" "$r/.lock"; then
                say busy "$(cat "$r/.lock/who" 2>&1)"
                exit 1
            fi
        else
            sleep 1
        fi
    done
    printf '%s since=%s\n' "$who" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$r/.lock/who"
    now=
    if [ -L "$p" ]; then now=$(readlink "$p"); elif [ -e "$p" ]; then now=something; fi
    if [ "$now" != "$from" ]; then
        rm -rf "$r/.lock"
        say moved yes
    else
        set -- "$r"/[0-9][0-9][0-9][0-9][0-9][0-9]-*Z
        while [ $# -gt 1 ]; do shift; done
        last=${1##*/}
        last=${last%%-*}
        case $last in *[!0-9]*) last=000000 ;; esac
        number=$((1$last + 1))
        name=${number#1}-$(date -u +%Y%m%dT%H%M%SZ)
        mv "$r/$new/site" "$r/$name" &&
            ln -s "$base.releases/$name" "$r/$new/link" &&
            mv -T "$r/$new/link" "$p"
        failed=$?
        rm -rf "$r/.lock" "$r/$new"
        if [ $failed -ne 0 ]; then rm -rf "$r/$name"; exit 1; fi
        set -- "$r"/[0-9][0-9][0-9][0-9][0-9][0-9]-*Z
        while [ $# -gt "$keep" ]; do
            if [ "${1##*/}" != "$name" ]; then rm -rf "$1"; fi
            shift
        done
    fi"#;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::disallowed_methods,
        reason = "a test may fail, on its own disk"
    )]

    use std::fs;

    use super::super::script::{Said, Script};
    use super::*;
    use crate::publish::command;

    /// Two wait for the lock of a machine that was switched off. The other one removes it and takes
    /// its own just before this one does.
    #[test]
    fn a_lock_taken_meanwhile_is_waited_for() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report");
        let releases = directory.path().join("report.releases");
        fs::create_dir_all(releases.join("coming/site")).unwrap();
        fs::create_dir(releases.join(".lock")).unwrap();
        fs::write(releases.join(".lock/who"), "switched off").unwrap();
        let mut script = Script::new();
        for (name, value) in [
            ("p", path.to_str().unwrap()),
            ("r", releases.to_str().unwrap()),
            ("new", "coming"),
            ("from", ""),
            ("base", "report"),
            ("who", "me"),
            ("keep", "4"),
        ] {
            script.set(name, value);
        }
        script.line(
            r#"touch -d 2016-06-30 "$r/.lock"
            mv() {
                if [ "$1" = "$r/.lock" ]; then
                    rm -rf "$r/.lock" && mkdir "$r/.lock" && echo other >"$r/.lock/who"
                fi
                command mv "$@"
            }
            sleep() {
                say waits "$(cat "$r/.lock/who")"
                if [ -e "$p" ]; then say early yes; fi
                rm -rf "$r/.lock"
            }"#,
        );
        script.line(REPLACE);
        let text = script.text();
        let output = command::run(&mut std::process::Command::new("sh"), "dash", &mut |to| {
            std::io::Write::write_all(to, text.as_bytes())
        });
        let said = Said::new(output.unwrap().out);
        assert!(said.is_done(), "{said:?}");
        assert_eq!((said.value("waits"), said.value("early")), (Some("other"), None));
        assert!(path.is_symlink() && !releases.join(".lock").exists());
    }
}
