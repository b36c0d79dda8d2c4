import time
t = time.gmtime(0)
print(t[:6], time.gmtime(86400 * 365)[:3])
a = time.time()
print(a > 1.6e9, time.time() >= a, time.time_ns() > 10 ** 18)
