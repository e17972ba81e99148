//! `_headers`, as Netlify and Cloudflare Pages read it.
//!
//! Every rule that matches a file applies, and values of one header are joined. So no header is in two
//! rules that can match the same file.

use super::host_path::HostPath;
use super::{ASSETS, COMMON_POLICY, IMMUTABLE, NO_SNIFFING, POLICY, REFERRER_POLICY, WRITTEN_BY};

pub(super) fn configuration(path: &HostPath, print: bool) -> String {
    let at = path.encoded();
    let (policy, why) = if print { (COMMON_POLICY, COMMON) } else { (POLICY, "") };
    format!(
        "# {WRITTEN_BY}\n\
         # Name it _headers, at the top of what is deployed.\n\
         {why}\
         {at}*\n  \
           Content-Security-Policy: {policy}\n  \
           X-Content-Type-Options: {NO_SNIFFING}\n  \
           Referrer-Policy: {REFERRER_POLICY}\n\n\
         # Names contain a hash. All other files have the host's own `public, max-age=0,\n\
         # must-revalidate`: a value here would be joined with the next one.\n\
         {at}{ASSETS}*\n  \
           Cache-Control: {IMMUTABLE}\n"
    )
}

/// Why the policy is not as strict as elsewhere.
const COMMON: &str = "# Policies of several rules are joined, so this one also allows the inline style and pictures\n\
                      # of print pages.\n";
