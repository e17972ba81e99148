#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ssr_site_fuzz::properties::numbers::check(data));
