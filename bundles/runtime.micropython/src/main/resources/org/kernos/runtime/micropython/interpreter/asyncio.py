# The event loop of asyncio. The one that is built in hands itself over to JavaScript's timers; this one stays in the call until all is done.
# Tasks and their queue are written in C, and locks, events, futures and what waits for several are built in: they find this file as asyncio.core.
import _kernos_wait, sys
from _asyncio import Task, TaskQueue
from time import ticks_add, ticks_diff, ticks_ms as ticks

__version__ = (3, 0, 0)
__path__ = '.frozen/asyncio'
core = sys.modules[__name__]
sys.modules[__name__ + '.core'] = core


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# What the tasks in C look up here, besides CancelledError: what waits for its time, and what runs.
_task_queue = TaskQueue()
cur_task = None

# Those that have not ended, by their identity.
unfinished = {}


def sleep(delay, result=None):
    yield from sleep_ms(int(delay * 1000))
    return result


def sleep_ms(delay):
    _task_queue.push(cur_task, ticks_add(ticks(), max(0, delay)))
    yield


def create_task(coroutine):
    if not hasattr(coroutine, 'send'):
        raise TypeError('a coroutine was expected')
    task = Task(coroutine, globals())
    unfinished[id(task)] = task
    _task_queue.push(task)
    return task


def _promote_to_task(awaitable):
    return awaitable if isinstance(awaitable, Task) else create_task(awaitable)


def current_task():
    if cur_task is None:
        raise RuntimeError('no running event loop')
    return cur_task


# A task's data is what it is to be woken with, and once it has ended what it has ended with. Its state is True while it runs and nobody waits,
# a queue of those that wait or a function to call, False when somebody has had the result, and None when nobody has yet.
def step(task, awaited):
    global cur_task
    reason = task.data
    if task.done():
        # It has raised, and is here to be reported unless somebody has had that meanwhile.
        if task.state is None:
            Loop.call_exception_handler({'message': "Task exception wasn't retrieved", 'exception': reason, 'future': task})
        return
    cur_task = task
    try:
        if reason is None:
            task.coro.send(None)
        else:
            task.data = None
            task.coro.throw(reason)
    except (CancelledError, Exception) as end:
        finish(task, end, awaited)
    finally:
        cur_task = None


def finish(task, end, awaited):
    unfinished.pop(id(task), None)
    waiting = task.state
    task.state = False
    if isinstance(waiting, TaskQueue):
        while waiting.peek():
            _task_queue.push(waiting.pop())
    elif waiting is not True:
        waiting(task, end)
    elif task is not awaited:
        task.state = None
        if not isinstance(end, (CancelledError, StopIteration)):
            _task_queue.push(task)
    task.data = end


# Until a task has ended or, without one, until nothing is left that could run.
def run_until(awaited):
    while awaited is None or not awaited.done():
        task = _task_queue.peek()
        if task is None:
            return
        delay = ticks_diff(task.ph_key, ticks())
        if delay > 0:
            _kernos_wait(delay)
        else:
            step(_task_queue.pop(), awaited)


class Loop:
    _exc_handler = None

    def create_task(coroutine):
        return create_task(coroutine)

    def create_future():
        return Future()

    def run_until_complete(awaitable):
        if cur_task is not None:
            raise RuntimeError('this event loop is already running')
        task = _promote_to_task(awaitable)
        run_until(task)
        if not task.done():
            raise RuntimeError('every task waits for something that no other will do')
        task.state = False
        if isinstance(task.data, StopIteration):
            return task.data.value
        raise task.data

    def close():
        pass

    def set_exception_handler(handler):
        Loop._exc_handler = handler

    def get_exception_handler():
        return Loop._exc_handler

    def default_exception_handler(loop, context):
        print(context['message'], file=sys.stderr)
        print('future:', context['future'], 'coro=', context['future'].coro, file=sys.stderr)
        sys.print_exception(context['exception'], sys.stderr)

    def call_exception_handler(context):
        (Loop._exc_handler or Loop.default_exception_handler)(Loop, context)


def get_event_loop():
    return Loop


# Also after a call that was ended from outside.
def new_event_loop():
    global _task_queue
    _task_queue = TaskQueue()
    unfinished.clear()
    return Loop


# Tasks that are left over are cancelled, as no one would go on with them.
def run(coroutine):
    if cur_task is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    new_event_loop()
    try:
        return Loop.run_until_complete(coroutine)
    finally:
        for task in list(unfinished.values()):
            task.cancel()
        run_until(None)
        new_event_loop()


from .event import Event
from .funcs import gather, wait_for, wait_for_ms
from .future import Future, InvalidStateError
from .lock import Lock
