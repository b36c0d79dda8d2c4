//! A round-robin scheduler as a Helix module in Rust. rr-sched-c and rr-sched-java are the same module,
//! down to the bytes of the state.

use helix_module::{
    export_module, Call, Interface, Message, Module, ModuleCapabilities, ModuleError, ModuleFlags, ModuleInfo,
    ModuleResult, Version,
};

const THERE_ALREADY: i32 = 1;
const NOT_U32: i32 = 2;
const UNKNOWN_MESSAGE: i32 = 3;
const NO_TASK: i32 = 4;
const DAMAGED_STATE: i32 = 5;

struct Task {
    id: u32,
    priority: u32,
}

struct RoundRobinScheduler {
    tasks: Vec<Task>,
    current: usize,
}

/// The interface says u32, which arrives as a number of 64 bits.
fn to_u32(number: i64) -> ModuleResult<u32> {
    u32::try_from(number).map_err(|_| ModuleError::new(NOT_U32, format!("'{number}' is outside of u32")))
}

impl RoundRobinScheduler {
    fn new() -> Self {
        Self { tasks: Vec::new(), current: 0 }
    }

    fn add(&mut self, task: Task) -> ModuleResult<()> {
        if self.tasks.iter().any(|other| other.id == task.id) {
            return Err(ModuleError::new(THERE_ALREADY, format!("task {} is already there", task.id)));
        }
        self.tasks.push(task);
        Ok(())
    }

    /// The others keep their turn.
    fn remove(&mut self, id: u32) -> bool {
        let Some(place) = self.tasks.iter().position(|task| task.id == id) else {
            return false;
        };
        self.tasks.remove(place);
        if place < self.current {
            self.current -= 1;
        }
        if self.current == self.tasks.len() {
            self.current = 0;
        }
        true
    }

    fn take_turn(&mut self) -> Option<&Task> {
        let place = self.current;
        let task = self.tasks.get(place)?;
        self.current = (place + 1) % self.tasks.len();
        Some(task)
    }

    // ---- functions ----

    fn add_task(&mut self, call: &Call) -> ModuleResult<()> {
        self.add(Task { id: to_u32(call.int(0))?, priority: to_u32(call.int(1))? })
    }

    fn remove_task(&mut self, call: &Call) -> ModuleResult<bool> {
        Ok(self.remove(to_u32(call.int(0))?))
    }

    fn next(&mut self, _call: &Call) -> ModuleResult<Option<Vec<i64>>> {
        Ok(self.take_turn().map(|task| vec![task.id.into(), task.priority.into()]))
    }

    fn count(&mut self, _call: &Call) -> ModuleResult<i64> {
        Ok(self.tasks.len() as i64)
    }

    // ---- messages ----

    fn answer_count(&self) -> Message {
        Message::new("count", self.tasks.len().to_string())
    }

    fn answer_next(&mut self) -> Message {
        match self.take_turn() {
            Some(task) => Message::new("task", format!("{} {}", task.id, task.priority)),
            None => Message::new("none", ""),
        }
    }
}

/// A decimal u32 without a sign.
fn read_u32(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// `7 3`: an id and a priority.
fn read_task(payload: &[u8]) -> ModuleResult<Task> {
    let text = String::from_utf8_lossy(payload);
    let numbers = text.split_once(' ').map(|(id, priority)| (read_u32(id), read_u32(priority)));
    match numbers {
        Some((Some(id), Some(priority))) => Ok(Task { id, priority }),
        _ => Err(ModuleError::new(NO_TASK, format!("payload '{text}' is no task"))),
    }
}

fn damaged(state: &[u8]) -> ModuleError {
    ModuleError::new(DAMAGED_STATE, format!("state of {} bytes is damaged", state.len()))
}

impl Module for RoundRobinScheduler {
    const INFO: ModuleInfo = ModuleInfo {
        description: "Simple round-robin scheduler for task management",
        author: "Helix Team",
        flags: ModuleFlags::HOT_RELOAD.and(ModuleFlags::SCHEDULER),
        capabilities: ModuleCapabilities { scheduling: true, ..ModuleCapabilities::NONE },
        provides: &[Interface {
            name: "SchedulerInterface",
            version: Version::new(1, 0, 0),
            methods: &["add_task(u32, u32)", "remove_task(u32) -> bool", "next() -> Task", "count() -> u32"],
        }],
        ..ModuleInfo::new("rr-sched-rust", Version::new(1, 0, 0))
    };

    fn init(&mut self) -> ModuleResult<()> {
        Ok(())
    }

    fn cleanup(&mut self) -> ModuleResult<()> {
        *self = Self::new();
        Ok(())
    }

    fn handle_message(&mut self, message: &Message) -> ModuleResult<Option<Message>> {
        match message.kind.as_str() {
            "add-task" => {
                self.add(read_task(&message.payload)?)?;
                Ok(Some(self.answer_count()))
            }
            "next" => Ok(Some(self.answer_next())),
            "count" => Ok(Some(self.answer_count())),
            other => Err(ModuleError::new(UNKNOWN_MESSAGE, format!("unknown message '{other}'"))),
        }
    }

    /// Count, id and priority of each task, current; 32 bits each, the lowest byte first.
    fn serialize_state(&self) -> Option<Vec<u8>> {
        let mut state = (self.tasks.len() as u32).to_le_bytes().to_vec();
        for task in &self.tasks {
            state.extend_from_slice(&task.id.to_le_bytes());
            state.extend_from_slice(&task.priority.to_le_bytes());
        }
        state.extend_from_slice(&(self.current as u32).to_le_bytes());
        Some(state)
    }

    fn deserialize_state_of(&mut self, state: &[u8], version: u32) -> ModuleResult<()> {
        if version != 1 || state.len() < 8 || state.len() % 8 != 0 {
            return Err(damaged(state));
        }
        let words: Vec<u32> = state.chunks(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect();
        let (count, current) = (words[0] as usize, words[words.len() - 1] as usize);
        let sound = count == (state.len() - 8) / 8 && (current < count || current == 0 && count == 0);
        if !sound {
            return Err(damaged(state));
        }
        let tasks = words[1..words.len() - 1].chunks(2).map(|task| Task { id: task[0], priority: task[1] });
        self.tasks = tasks.collect();
        self.current = current;
        Ok(())
    }

    fn state_size(&self) -> usize {
        8 + 8 * self.tasks.len()
    }
}

export_module!(RoundRobinScheduler { add_task, remove_task, next, count });
