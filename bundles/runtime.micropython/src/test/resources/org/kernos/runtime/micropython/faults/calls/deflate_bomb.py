# CALL_FAILED or TIME_LIMIT: .
import deflate, io
def f():
    b = io.BytesIO()
    with deflate.DeflateIO(b, deflate.ZLIB) as d:
        for _ in range(300): d.write(bytes(10000))
    return len(b.getvalue())
