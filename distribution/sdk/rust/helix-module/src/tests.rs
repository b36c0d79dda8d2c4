//! Versions, ids, and the bytes of a header.

use crate::{
    encode, size, Dependency, Header, Interface, InterfaceId, Module, ModuleCapabilities, ModuleError, ModuleFlags,
    ModuleInfo, ModuleResult, Need, Reply, Version, VersionRequirement,
};

#[test]
fn versions_are_three_numbers_and_nothing_else() {
    assert_eq!(Version::parse("1.2.3"), Some(Version::new(1, 2, 3)));
    assert_eq!(Version::parse("0.0.4294967295"), Some(Version::new(0, 0, u32::MAX)));
    for wrong in ["", "1", "1.2", "1.2.3.4", "1.2.", "+1.2.3", "1.-2.3", " 1.2.3", "1.2.4294967296", "a.b.c"] {
        assert_eq!(Version::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Version::new(1, 2, 3).to_string(), "1.2.3");
}

#[test]
fn requirements_accept_what_they_say() {
    let fits = |text: &str, requirement| Version::parse(text).unwrap().is_compatible(&requirement);
    let base = Version::new(1, 2, 0);
    assert!(fits("1.2.0", VersionRequirement::Exact(base)) && !fits("1.2.1", VersionRequirement::Exact(base)));
    assert!(fits("1.9.9", VersionRequirement::Compatible(base)) && !fits("2.0.0", VersionRequirement::Compatible(base)));
    assert!(!fits("1.1.9", VersionRequirement::Compatible(base)));
    assert!(fits("2.0.0", VersionRequirement::AtLeast(base)) && !fits("1.1.9", VersionRequirement::AtLeast(base)));
    let range = VersionRequirement::Range { min: base, max: Version::new(2, 0, 0) };
    assert!(fits("1.2.0", range) && fits("2.0.0", range) && !fits("2.0.1", range) && !fits("1.1.9", range));
}

const INFO: ModuleInfo = ModuleInfo {
    description: "p\u{e4}per",
    author: "",
    flags: ModuleFlags::DRIVER.and(ModuleFlags::OPTIONAL),
    capabilities: ModuleCapabilities { dma: true, networking: true, ..ModuleCapabilities::NONE },
    provides: &[
        Interface { name: "First", version: Version::new(1, 0, 0), methods: &["f()", "g(u8) -> bool"] },
        Interface { name: "Second", version: Version::new(2, 1, 0), methods: &["h()"] },
    ],
    dependencies: &[
        Dependency::optional("clock", VersionRequirement::AtLeast(Version::new(3, 0, 0))),
        Dependency {
            needs: &[Need { name: "Allocator", version: Version::new(1, 5, 0), methods: &["alloc(u64) -> ptr"] }],
            ..Dependency::required(
                "memory",
                VersionRequirement::Range { min: Version::new(1, 2, 0), max: Version::new(2, 3, 4) },
            )
        },
    ],
    ..ModuleInfo::new("example", Version::new(4, 5, 6))
};

static HEADER: Header<{ size(&INFO) }> = encode(&INFO);

fn word(at: usize) -> usize {
    u32::from_le_bytes(HEADER.0[at..at + 4].try_into().unwrap()) as usize
}

fn words<const N: usize>(at: usize) -> [usize; N] {
    std::array::from_fn(|i| word(at + 4 * i))
}

fn text(at: usize) -> &'static str {
    let (place, length) = (word(at), word(at + 4));
    std::str::from_utf8(&HEADER.0[place..place + length]).unwrap()
}

#[test]
fn the_header_has_its_fields() {
    assert_eq!(&HEADER.0[..8], b"HXMD\x01\0\0\0");
    assert_eq!(words(8), [96, 34]);
    assert_eq!(text(16), "example");
    assert_eq!(words(24), [4, 5, 6, 0, 0]);
    assert_eq!((word(48), word(56), word(64), word(72), word(76)), (2, 2, 4, 1, 18));
    assert_eq!((text(80), text(88)), ("p\u{e4}per", ""));
}

#[test]
fn interfaces_and_dependencies_stand_in_their_tables() {
    let (interfaces, dependencies) = (word(44), word(52));
    assert_eq!(HEADER.0[interfaces..interfaces + 8], InterfaceId::from_name("First").0.to_le_bytes());
    assert_eq!((text(interfaces + 8), words(interfaces + 16)), ("First", [1, 0, 0, 0]));
    assert_eq!((text(interfaces + 40), words(interfaces + 48)), ("Second", [2, 1, 0, 0]));
    assert_eq!((text(dependencies), words(dependencies + 8)), ("clock", [2, 3, 0, 0, 0, 0, 0, 1]));
    assert_eq!((text(dependencies + 40), words(dependencies + 48)), ("memory", [3, 1, 2, 0, 2, 3, 4, 0]));
}

#[test]
fn methods_name_their_owners() {
    let (methods, needs) = (word(60), word(68));
    let all: Vec<_> = (0..4).map(|i| (word(methods + 12 * i), text(methods + 12 * i + 4))).collect();
    let expected = [(0, "f()"), (0, "g(u8) -> bool"), (1, "h()"), (1 << 31, "alloc(u64) -> ptr")];
    assert_eq!(all, expected);
    assert_eq!((word(needs), text(needs + 4), words(needs + 12)), (1, "Allocator", [1, 5, 0]));
}

#[test]
fn ids_wrap_around() {
    assert_eq!(InterfaceId::from_name("").0, 0);
    assert_eq!(InterfaceId::from_name("ab").0, 97 * 31 + 98);
    assert_eq!(InterfaceId::from_name("SchedulerInterface").0, 0xcb05_5655_9b9d_2ade);
}

/// A slot sets the hook for panics, and its end takes it away, for the whole process: for one test at a time.
static ONE_LIBRARY: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ONE_LIBRARY.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Failing;

impl Module for Failing {
    const INFO: ModuleInfo = INFO;

    fn init(&mut self) -> ModuleResult<()> {
        Err(ModuleError::new(0, "no device"))
    }

    fn cleanup(&mut self) -> ModuleResult<()> {
        panic!("out of {}", "paper")
    }
}

#[test]
fn failures_and_panics_become_codes_with_a_text() {
    static SLOT: crate::Slot<Failing> = crate::Slot::new();
    let _alone = alone();
    let text = || unsafe { std::ffi::CStr::from_ptr(SLOT.error_message()) }.to_str().unwrap().to_owned();
    assert!(!SLOT.create(|| Failing).is_null());
    assert!(SLOT.create(|| Failing).is_null());
    assert_eq!(text(), "the module exists already: a library holds one");
    assert_eq!((SLOT.init(), text()), (1, "no device".into()));
    assert_eq!(SLOT.cleanup(), crate::PANICKED);
    assert!(text().starts_with("the module panicked: out of paper ("), "{}", text());
    assert!(text().contains("tests.rs:"), "{}", text());
    SLOT.destroy();
    assert_eq!((SLOT.init(), text()), (crate::PANICKED, "the module was destroyed".into()));
}

impl crate::Reconfigurable for Failing {
    fn reconfigure(&mut self, settings: &[(String, String)]) -> ModuleResult<()> {
        Err(ModuleError::new(9, format!("{settings:?}")))
    }
}

#[test]
fn a_changed_configuration_arrives_as_a_whole() {
    static SLOT: crate::Slot<Failing> = crate::Slot::new();
    let _alone = alone();
    let text = || unsafe { std::ffi::CStr::from_ptr(SLOT.error_message()) }.to_str().unwrap().to_owned();
    assert!(!SLOT.create(|| Failing).is_null());
    let settings = [(c"fair", c"true"), (c"speed", c"2 \xc3\xbc")]
        .map(|(key, value)| crate::raw::RawSetting { key: key.as_ptr(), value: value.as_ptr() });
    assert_eq!(unsafe { SLOT.reconfigure(settings.as_ptr(), 2) }, 9);
    assert_eq!(text(), "[(\"fair\", \"true\"), (\"speed\", \"2 \u{fc}\")]");
    assert_eq!((unsafe { SLOT.reconfigure(std::ptr::null(), 0) }, text()), (9, "[]".into()));
    SLOT.destroy();
}

#[test]
fn replies_come_from_what_functions_give() {
    assert_eq!(Reply::from(true), Reply::Int(1));
    assert_eq!(Reply::from(None::<i64>), Reply::None);
    assert_eq!(Reply::from(Some("x")), Reply::Bytes(vec![120]));
}
