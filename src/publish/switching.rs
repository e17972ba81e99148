//! Carries out a plan on a host that changes from one site to the next in one step.

use super::host::{Change, HostError, Outgoing, Switch};
use super::lease::{self, of_protocol};
use super::manifest;
use super::pending;
use super::transfer::{Done, Job};

impl Job<'_> {
    /// Publishes, whole or not at all. `message` says in one line what this is.
    pub fn switch(&self, host: &dyn Switch, message: &str) -> Result<Done, HostError> {
        let (plan, standing) = (self.plan, self.standing);
        let put = plan.steps.iter().flatten().map(|index| {
            let file = &self.files[*index];
            Outgoing {
                path: &file.path,
                body: file.body(),
                media_type: &file.entry.media_type,
                cache: (self.cache)(&file.path),
                encoding: None,
                hash: Some(file.entry.hash),
            }
        });
        let mut put: Vec<Outgoing<'_>> = put.collect();
        let manifest = self.manifest.to_text();
        put.push(of_protocol(manifest::PATH, manifest.as_bytes()));
        let removed = plan.leftover.iter().chain(&plan.removed).map(|path| &**path);
        // Of a publication that was interrupted when this host was written file by file.
        let interrupted = standing.interrupted.iter();
        let protocol = interrupted.flat_map(|_| [pending::PATH, pending::PROGRESS, lease::PATH]);
        let (count, bytes) = (put.len(), plan.bytes(self.files) + manifest.len() as u64);
        host.switch(&Change {
            put,
            removed: removed.chain(protocol).collect(),
            expected: (manifest::PATH, standing.text.as_deref()),
            message,
            progress: &|count, _| (self.progress)(count),
        })?;
        Ok(Done { requests: count, bytes })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::super::host::{AnyHost, Body, Host, Listed};
    use super::super::manifest::{Entry, Hash, Stored};
    use super::super::patience::Patience;
    use super::super::plan::{Plan, SiteFile, Source, manifest_of};
    use super::super::standing;
    use super::*;

    /// A host that is switched, in memory.
    #[derive(Default)]
    struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Host for Memory {
        fn address(&self) -> String {
            "memory".to_owned()
        }

        fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
            Ok(self.0.lock().unwrap().get(path).cloned())
        }

        fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
            let listed = |path: &String| Listed { path: path.clone(), size: None };
            Ok(Some(self.0.lock().unwrap().keys().map(listed).collect()))
        }
    }

    impl Switch for Memory {
        fn switch(&self, change: &Change<'_>) -> Result<(), HostError> {
            let mut files = self.0.lock().unwrap();
            let (path, bytes) = change.expected;
            assert_eq!(files.get(path).map(Vec::as_slice), bytes);
            for file in &change.put {
                let Body::Bytes(bytes) = file.body else { panic!("not on disk") };
                files.insert(file.path.to_owned(), bytes.to_vec());
            }
            change.removed.iter().for_each(|path| drop(files.remove(*path)));
            Ok(())
        }
    }

    fn file(path: &str, text: &str) -> SiteFile {
        let media_type = "text/html".to_owned();
        let (hash, size) = (Hash::of(text.as_bytes()), text.len() as u64);
        let entry = Entry { hash, size, stored: Stored::Plain, media_type };
        SiteFile { path: path.to_owned(), source: Source::Bytes(text.as_bytes().into()), entry }
    }

    #[test]
    fn one_step_from_site_to_site() {
        let host = AnyHost::Switch(Box::<Memory>::default());
        let publish = |files: &[SiteFile]| {
            let AnyHost::Switch(switch) = &host else { panic!("it is switched") };
            let standing = standing::read(&host, &Patience::new(&|_| {})).unwrap();
            let plan = Plan::new(files, &standing);
            let manifest = manifest_of(files, None);
            let (cache, progress) = (&|_: &str| "no-cache", &|_| {});
            let job = Job {
                files,
                plan: &plan,
                standing: &standing,
                manifest: &manifest,
                cache,
                progress,
            };
            let done = job.switch(&**switch, "a publication").unwrap();
            (plan, done.requests)
        };
        publish(&[file("index.html", "1"), file("old.html", "1")]);
        let (plan, count) = publish(&[file("index.html", "2"), file("new.html", "1")]);
        assert_eq!(
            (plan.added.len(), plan.changed.len(), &*plan.removed),
            (1, 1, &["old.html".to_owned()][..])
        );
        // The two files and the manifest.
        assert_eq!(count, 3);
        let paths: Vec<_> =
            host.host().list().unwrap().unwrap().into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["index.html", "new.html", manifest::PATH]);
        let (plan, _) = publish(&[file("index.html", "2"), file("new.html", "1")]);
        assert!(plan.is_empty());
    }
}
