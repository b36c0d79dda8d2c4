from datetime import date, datetime, timedelta, timezone
d = date(2024, 2, 28)
print(d, d + timedelta(days=2), d.weekday(), d.isoformat(), date(2024, 3, 1) - d, d < date(2025, 1, 1))
t = datetime(2024, 1, 31, 23, 59, 30)
print(t, t + timedelta(minutes=1), t.year, t.minute, t.isoformat(), (t - datetime(2024, 1, 1)).total_seconds())
print(timedelta(hours=25), timedelta(days=1) * 2, timedelta(seconds=90) // timedelta(seconds=60), timedelta(1) == timedelta(hours=24))
print(datetime(2024, 1, 1, tzinfo=timezone.utc).isoformat(), datetime.fromisoformat('2024-05-06T07:08:09').hour)
