class InsufficientFunds(Exception):
    def __init__(self, missing):
        super().__init__('missing %.2f' % missing)
        self.missing = missing
class Account:
    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self._balance = balance
        self.log = []
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError('amount must be above 0')
        self._balance += amount
        self.log.append(('deposit', amount))
        return self
    def withdraw(self, amount):
        if amount > self._balance: raise InsufficientFunds(amount - self._balance)
        self._balance -= amount
        self.log.append(('withdraw', amount))
        return self
class Savings(Account):
    rate = 0.1
    def accrue(self):
        return self.deposit(self.balance * self.rate)
a = Savings('ann', 100)
a.deposit(50).withdraw(30).accrue()
print(a.owner, a.balance, a.log)
for action in (lambda: a.withdraw(1000), lambda: a.deposit(-1)):
    try:
        action()
    except InsufficientFunds as e:
        print(e, e.missing)
    except ValueError as e:
        print(e)
