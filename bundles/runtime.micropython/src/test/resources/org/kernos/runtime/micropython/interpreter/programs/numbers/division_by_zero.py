for text in ('1 // 0', '1 % 0', '1 / 0', '1.0 // 0', '1.0 % 0', 'divmod(1, 0)', '(1 << 80) // 0', '0 ** -1'):
    try:
        print(eval(text))
    except ZeroDivisionError:
        print('ZeroDivisionError', text)
