import asyncio
async def worker(name, delay, result=None):
    await asyncio.sleep(delay)
    print('done', name)
    return result
async def failing(delay):
    await asyncio.sleep(delay)
    raise ValueError('failed')
async def sequence():
    started = asyncio.create_task(worker('early', 0.01, 'e'))
    print(await asyncio.gather(worker('slow', 0.3, 's'), worker('quick', 0.15, 'q'), started))
    print(started.done(), await started)
    print(await asyncio.gather())
    return 'returned'
print(asyncio.run(sequence()))
async def errors():
    try:
        await failing(0)
    except ValueError as e:
        print('awaited', e)
    try:
        await asyncio.gather(failing(0.01), worker('sibling', 0.3))
    except ValueError as e:
        print('gathered', e)
    await asyncio.sleep(0.4)
    found = await asyncio.gather(failing(0), worker('other', 0, 1), return_exceptions=True)
    print(type(found[0]).__name__, found[1])
    task = asyncio.create_task(failing(0))
    try:
        await task
    except ValueError as e:
        print('task', e)
    await failing(0)
try:
    asyncio.run(errors())
except ValueError as e:
    print('run', e)
async def limits():
    try:
        await asyncio.wait_for(worker('never', 60), 0.02)
    except asyncio.TimeoutError:
        print('timeout')
    print(await asyncio.wait_for(worker('in time', 0, 5), 60))
    print(await asyncio.wait_for(worker('without limit', 0, 6), None))
    try:
        await asyncio.wait_for(failing(0), 60)
    except ValueError as e:
        print('waited', e)
asyncio.run(limits())
async def careful(name):
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print('cancelled', name)
        raise
    finally:
        print('finally', name)
async def cancels():
    task = asyncio.create_task(careful('a'))
    await asyncio.sleep(0)
    print(task.cancel())
    try:
        await task
    except asyncio.CancelledError:
        print('seen', task.done(), task.cancel())
    asyncio.create_task(careful('left over'))
    await asyncio.sleep(0)
    print('end')
asyncio.run(cancels())
async def signals():
    event = asyncio.Event()
    async def waiting(name):
        await event.wait()
        print(name, event.is_set())
    tasks = [asyncio.create_task(waiting(n)) for n in 'xyz']
    await asyncio.sleep(0.01)
    print(event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    event.clear()
    print(event.is_set())
asyncio.run(signals())
async def locks():
    lock = asyncio.Lock()
    async def holding(name):
        async with lock:
            print('in', name, lock.locked())
            await asyncio.sleep(0.01)
            print('out', name)
    await asyncio.gather(*[holding(n) for n in range(3)])
    print(lock.locked())
asyncio.run(locks())
async def futures():
    future = asyncio.get_event_loop().create_future()
    async def setting():
        await asyncio.sleep(0.01)
        future.set_result('set')
    task = asyncio.create_task(setting())
    print(await future, future.done(), future.result())
    await task
asyncio.run(futures())
async def inner(): pass
async def nested():
    coroutine = inner()
    try:
        asyncio.run(coroutine)
    except RuntimeError as e:
        print(e)
    await coroutine
asyncio.run(nested())
async def order():
    async def step(name):
        for i in range(3):
            print(name, i)
            await asyncio.sleep(0)
    first = asyncio.create_task(step('first'))
    second = asyncio.create_task(step('second'))
    await first
    await second
asyncio.run(order())
