# differs: displays take no star, and an f-string no lambda
for text in ('[*[1], 2]', '(*[1], 2)', '{*[1]}', "{**{'a': 1}}", "f'{(lambda x: x)(2)}'"):
    try:
        print(eval(text))
    except SyntaxError:
        print('SyntaxError', text)
