def run(action):
    log = []
    try:
        log.append('try')
        action()
    except ValueError as e:
        log.append('value ' + str(e))
    except (KeyError, IndexError):
        log.append('lookup')
    except Exception as e:
        log.append(type(e).__name__)
    else:
        log.append('else')
    finally:
        log.append('finally')
    return log
def thrower(e):
    def throw(): raise e
    return throw
print(run(lambda: 1), run(thrower(ValueError('v'))), run(lambda: {}[1]), run(lambda: [][0]), run(lambda: None.x), run(thrower(RuntimeError)))
def order():
    try:
        return 'try'
    finally:
        print('finally first')
print(order())
def override():
    for i in range(3):
        try:
            continue
        finally:
            print('f', i)
    try:
        raise ValueError
    finally:
        return 'swallowed'
print(override())
def nested():
    try:
        try:
            raise KeyError('inner')
        finally:
            print('inner finally')
    except KeyError as e:
        print('outer', e.args)
        try:
            raise
        except KeyError:
            return 'again'
print(nested())
def loop():
    while True:
        try:
            break
        finally:
            print('break finally')
loop()
