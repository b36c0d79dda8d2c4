a = 3 + 4j
print(a, a.real, a.imag, abs(a))
print(a + 1, a - 2j, a * a, a / 2, a == 3 + 4j, a != 3)
print(complex(1, 2), complex('1+2j'), -a)
print(1j * 1j, (2 + 0j) ** 1 == 2)
