def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isdigit():
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == '.'):
                j += 1
            yield float(text[i:j]) if '.' in text[i:j] else int(text[i:j])
            i = j
        else:
            if not c.isspace():
                yield c
            i += 1
class Parser:
    def __init__(self, text):
        self.items = list(tokens(text)) + [None]
        self.at = 0
    def peek(self): return self.items[self.at]
    def take(self):
        self.at += 1
        return self.items[self.at - 1]
    def sum(self):
        value = self.product()
        while self.peek() in ('+', '-'):
            value = value + self.product() if self.take() == '+' else value - self.product()
        return value
    def product(self):
        value = self.atom()
        while self.peek() in ('*', '/'):
            value = value * self.atom() if self.take() == '*' else value / self.atom()
        return value
    def atom(self):
        t = self.take()
        if t == '(':
            value = self.sum()
            if self.take() != ')':
                raise SyntaxError('expected )')
            return value
        if t == '-':
            return -self.atom()
        if isinstance(t, (int, float)):
            return t
        raise SyntaxError('found %r' % t)
for text in ('1 + 2 * 3', '(1 + 2) * 3', '-4 / (2 - 4)', '2.5 * 4', '((7))', '1 +', '(1', ''):
    try:
        print(text, '=', Parser(text).sum())
    except SyntaxError as e:
        print(text, '!', e)
