//! The bytes of section `.hxmd`, made by the compiler from a [`ModuleInfo`].
//!
//! `init_offset` and `cleanup_offset` stay 0: a static of Rust cannot hold the distance to a function, and the container
//! then takes the exported `_helix_module_init` and `_helix_module_cleanup`.

use crate::info::{Dependency, Interface, ModuleInfo, Need, Version, VersionRequirement};

const HEADER: usize = 96;
const INTERFACE: usize = 32;
const DEPENDENCY: usize = 40;
const METHOD: usize = 12;
const NEED: usize = 24;

/// Bit 31 of a method's owner: an interface that is needed, not provided.
const NEEDED: u32 = 1 << 31;

#[repr(C, align(16))]
pub struct Header<const N: usize>(pub [u8; N]);

struct Counts {
    methods: usize,
    needs: usize,
    text: usize,
}

const fn texts(methods: &[&str]) -> usize {
    let (mut length, mut i) = (0, 0);
    while i < methods.len() {
        length += methods[i].len();
        i += 1;
    }
    length
}

const fn count(info: &ModuleInfo) -> Counts {
    let mut counts = Counts {
        methods: 0,
        needs: 0,
        text: info.name.len() + info.description.len() + info.author.len(),
    };
    let mut i = 0;
    while i < info.provides.len() {
        let interface = &info.provides[i];
        counts.methods += interface.methods.len();
        counts.text += interface.name.len() + texts(interface.methods);
        i += 1;
    }
    i = 0;
    while i < info.dependencies.len() {
        let needs = info.dependencies[i].needs;
        counts.text += info.dependencies[i].name.len();
        counts.needs += needs.len();
        let mut k = 0;
        while k < needs.len() {
            counts.methods += needs[k].methods.len();
            counts.text += needs[k].name.len() + texts(needs[k].methods);
            k += 1;
        }
        i += 1;
    }
    counts
}

/// How many bytes [`encode`] makes of it.
pub const fn size(info: &ModuleInfo) -> usize {
    let counts = count(info);
    HEADER
        + INTERFACE * info.provides.len()
        + DEPENDENCY * info.dependencies.len()
        + METHOD * counts.methods
        + NEED * counts.needs
        + counts.text
}

/// Writes tables and texts, each behind what it has written of its kind before.
struct Writer<const N: usize> {
    out: [u8; N],
    interface: usize,
    dependency: usize,
    method: usize,
    need: usize,
    text: usize,
    needs: u32,
}

impl<const N: usize> Writer<N> {
    const fn bytes(mut self, at: usize, bytes: &[u8]) -> Self {
        let mut i = 0;
        while i < bytes.len() {
            self.out[at + i] = bytes[i];
            i += 1;
        }
        self
    }

    const fn word(self, at: usize, value: u32) -> Self {
        self.bytes(at, &value.to_le_bytes())
    }

    const fn version(self, at: usize, version: Version) -> Self {
        self.word(at, version.major).word(at + 4, version.minor).word(at + 8, version.patch)
    }

    /// The text itself, and at `at` the two words that say where it is.
    const fn text(self, at: usize, text: &str) -> Self {
        let place = self.text;
        let mut writer = self.word(at, place as u32).word(at + 4, text.len() as u32).bytes(place, text.as_bytes());
        writer.text = place + text.len();
        writer
    }

    const fn table(self, at: usize, place: usize, count: usize) -> Self {
        self.word(at, place as u32).word(at + 4, count as u32)
    }

    const fn methods(self, owner: u32, methods: &[&str]) -> Self {
        let (mut writer, mut i) = (self, 0);
        while i < methods.len() {
            let at = writer.method;
            writer = writer.word(at, owner).text(at + 4, methods[i]);
            writer.method = at + METHOD;
            i += 1;
        }
        writer
    }

    const fn interface(self, index: usize, interface: &Interface) -> Self {
        let at = self.interface;
        let id = interface.id().0.to_le_bytes();
        let mut writer = self.bytes(at, &id).text(at + 8, interface.name).version(at + 16, interface.version);
        writer.interface = at + INTERFACE;
        writer.methods(index as u32, interface.methods)
    }

    const fn dependency(self, index: usize, dependency: &Dependency) -> Self {
        const NO_VERSION: Version = Version::new(0, 0, 0);
        let at = self.dependency;
        let (kind, min, max) = match dependency.version {
            VersionRequirement::Exact(version) => (0, version, NO_VERSION),
            VersionRequirement::Compatible(version) => (1, version, NO_VERSION),
            VersionRequirement::AtLeast(version) => (2, version, NO_VERSION),
            VersionRequirement::Range { min, max } => (3, min, max),
        };
        let mut writer = self.text(at, dependency.name).word(at + 8, kind).version(at + 12, min).version(at + 24, max);
        writer = writer.word(at + 36, dependency.optional as u32);
        writer.dependency = at + DEPENDENCY;
        let mut i = 0;
        while i < dependency.needs.len() {
            writer = writer.need(index, &dependency.needs[i]);
            i += 1;
        }
        writer
    }

    const fn need(self, dependency: usize, need: &Need) -> Self {
        let at = self.need;
        let owner = self.needs;
        let mut writer = self.word(at, dependency as u32).text(at + 4, need.name).version(at + 12, need.version);
        writer.need = at + NEED;
        writer.needs = owner + 1;
        writer.methods(NEEDED | owner, need.methods)
    }
}

const fn writer<const N: usize>(info: &ModuleInfo) -> Writer<N> {
    let counts = count(info);
    let dependency = HEADER + INTERFACE * info.provides.len();
    let method = dependency + DEPENDENCY * info.dependencies.len();
    let need = method + METHOD * counts.methods;
    let text = need + NEED * counts.needs;
    Writer { out: [0; N], interface: HEADER, dependency, method, need, text, needs: 0 }
        .bytes(0, b"HXMD\x01\0\0\0")
        .word(8, HEADER as u32)
        .word(12, info.flags.0)
        .version(24, info.version)
        .table(44, HEADER, info.provides.len())
        .table(52, dependency, info.dependencies.len())
        .table(60, method, counts.methods)
        .table(68, need, counts.needs)
        .word(76, info.capabilities.bits())
}

/// `N` is [`size`] of the same.
pub const fn encode<const N: usize>(info: &ModuleInfo) -> Header<N> {
    let mut writer = writer::<N>(info).text(16, info.name).text(80, info.description).text(88, info.author);
    let mut i = 0;
    while i < info.provides.len() {
        writer = writer.interface(i, &info.provides[i]);
        i += 1;
    }
    i = 0;
    while i < info.dependencies.len() {
        writer = writer.dependency(i, &info.dependencies[i]);
        i += 1;
    }
    Header(writer.out)
}
