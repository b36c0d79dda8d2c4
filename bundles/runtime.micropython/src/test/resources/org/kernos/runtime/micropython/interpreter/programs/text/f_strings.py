a, b, name = 5, 2.5, 'kernos'
print(f'{a} {b} {name}', f'{a + 1} {a * b}', f'{name.upper()}', f'{{}}')
print(f'{a:5}|{a:<5}|{a:05}|{a:x}', f'{b:.3f}', f'{name:>10}|{name:<10}|{name:^10}|')
print(f'{[i * i for i in range(3)]} {len(name)} {name[0]} {name[1:3]}')
print(f'{a if a > 3 else b}')
print(f"""{a}
{b}""")
width = 8
print(f'{name:{width}}|')
