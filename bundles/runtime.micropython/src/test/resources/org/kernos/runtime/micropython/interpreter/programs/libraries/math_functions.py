import math
print(math.sqrt(16), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.9), math.fabs(-2), math.pow(2, 8), math.fmod(7, 3), math.copysign(3, -0.0))
for name in ('sin', 'cos', 'tan', 'exp', 'atan', 'asin', 'acos', 'sinh', 'cosh', 'tanh', 'log', 'log2', 'log10', 'erf', 'gamma', 'lgamma', 'expm1', 'radians', 'degrees'):
    print(name, '%.9f' % getattr(math, name)(0.5))
print('%.9f %.9f %.9f %.9f' % (math.pi, math.e, math.tau, math.atan2(1, 2)), math.log(8, 2), math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 2), math.factorial(20))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.acos(2)):
    try:
        bad()
    except ValueError:
        print('ValueError')
