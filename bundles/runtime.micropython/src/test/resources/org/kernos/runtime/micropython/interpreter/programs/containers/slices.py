a = list(range(10))
print(a[2:5], a[:3], a[7:], a[-3:], a[:-7], a[::3], a[1::3], a[::-1], a[8:2:-2], a[100:], a[-100:3])
s = 'abcdefghij'
print(s[::1], s[2:-2], (1, 2, 3, 4)[1:3], b'abcdef'[2:4], range(10)[2:5])
a[2:5] = []
print(a)
a[:0] = [9, 9]
print(a)
del a[-2:]
print(a)
class Keys:
    def __getitem__(self, key):
        return key
k = Keys()
print(k[1], k['a'], k[1, 2], k[1:2], k[1:2:3], k[:], k[1:2, 3])
print(k[4:5].start, k[4:5].stop, k[4:5].step)
