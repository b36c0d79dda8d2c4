import base64, hashlib, hmac
print(base64.b64encode(b'hello world'), base64.b64decode('aGk='), base64.b32encode(b'abc'), base64.b16encode(b'\x0f\xff'))
print(hmac.new(b'key', b'text', hashlib.sha256).hexdigest())
import string
print(string.digits, string.ascii_lowercase, string.hexdigits)
