//! What a module says of itself.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl Version {
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// `X.Y.Z` of unsigned decimal numbers and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().ok() } else { None }
        });
        let version = Self { major: parts.next()??, minor: parts.next()??, patch: parts.next()?? };
        parts.next().is_none().then_some(version)
    }

    pub fn is_compatible(&self, requirement: &VersionRequirement) -> bool {
        match requirement {
            VersionRequirement::Exact(version) => self == version,
            VersionRequirement::Compatible(version) => self.major == version.major && self >= version,
            VersionRequirement::AtLeast(version) => self >= version,
            VersionRequirement::Range { min, max } => self >= min && self <= max,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The versions of a dependency that will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionRequirement {
    Exact(Version),
    /// The same major number, and not less.
    Compatible(Version),
    AtLeast(Version),
    /// Both ends are included.
    Range { min: Version, max: Version },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    pub name: &'static str,
    pub version: VersionRequirement,
    pub optional: bool,
    /// The interfaces of it that this module was compiled against.
    pub needs: &'static [Need],
}

impl Dependency {
    pub const fn required(name: &'static str, version: VersionRequirement) -> Self {
        Self { name, version, optional: false, needs: &[] }
    }

    pub const fn optional(name: &'static str, version: VersionRequirement) -> Self {
        Self { name, version, optional: true, needs: &[] }
    }
}

/// An interface of a dependency, as this module knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    pub name: &'static str,
    pub version: Version,
    pub methods: &'static [&'static str],
}

/// A name as a number: `h = h * 31 + byte` in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InterfaceId(pub u64);

impl InterfaceId {
    pub const fn from_name(name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut hash = 0u64;
        let mut i = 0;
        while i < bytes.len() {
            hash = hash.wrapping_mul(31).wrapping_add(bytes[i] as u64);
            i += 1;
        }
        Self(hash)
    }
}

/// An interface that the module provides. Each method is one of its functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interface {
    pub name: &'static str,
    pub version: Version,
    /// As in `remove_task(u32) -> bool`.
    pub methods: &'static [&'static str],
}

impl Interface {
    pub const fn id(&self) -> InterfaceId {
        InterfaceId::from_name(self.name)
    }
}

/// What the module as a whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModuleFlags(pub u32);

impl ModuleFlags {
    pub const NONE: Self = Self(0);
    pub const HOT_RELOAD: Self = Self(1);
    pub const DRIVER: Self = Self(1 << 1);
    pub const SCHEDULER: Self = Self(1 << 2);
    pub const FILESYSTEM: Self = Self(1 << 3);
    pub const PRIVILEGED: Self = Self(1 << 4);
    pub const OPTIONAL: Self = Self(1 << 5);

    /// Both. `|` is no constant function.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What the module deals in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ModuleCapabilities {
    pub interrupts: bool,
    pub dma: bool,
    pub io_ports: bool,
    pub filesystem: bool,
    pub networking: bool,
    pub scheduling: bool,
}

impl ModuleCapabilities {
    pub const NONE: Self = Self {
        interrupts: false,
        dma: false,
        io_ports: false,
        filesystem: false,
        networking: false,
        scheduling: false,
    };

    pub const fn bits(self) -> u32 {
        self.interrupts as u32
            | (self.dma as u32) << 1
            | (self.io_ports as u32) << 2
            | (self.filesystem as u32) << 3
            | (self.networking as u32) << 4
            | (self.scheduling as u32) << 5
    }
}

/// Everything that stands in the header. Begin with [`ModuleInfo::new`] and name what differs.
#[derive(Debug, Clone, Copy)]
pub struct ModuleInfo {
    pub name: &'static str,
    pub version: Version,
    pub description: &'static str,
    pub author: &'static str,
    pub flags: ModuleFlags,
    pub capabilities: ModuleCapabilities,
    pub provides: &'static [Interface],
    pub dependencies: &'static [Dependency],
}

impl ModuleInfo {
    pub const fn new(name: &'static str, version: Version) -> Self {
        Self {
            name,
            version,
            description: "",
            author: "Unknown",
            flags: ModuleFlags::NONE,
            capabilities: ModuleCapabilities::NONE,
            provides: &[],
            dependencies: &[],
        }
    }
}
