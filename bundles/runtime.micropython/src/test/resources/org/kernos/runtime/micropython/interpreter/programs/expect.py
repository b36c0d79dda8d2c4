"""What CPython prints for the programs in this directory, as the expectation beside each: NAME.out for NAME.py.

    python3 expect.py            writes it; a program that does not run ends with its traceback
    python3 expect.py --check    says which expectation differs, and ends with 1 if one does

Written with CPython 3.11. Where MicroPython differs on purpose, the first line of the program is `# differs: ` and the reason;
what it prints was then written by hand, and is left alone here.
"""
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
different = []
for program in sorted(here.glob('*/*.py')):
    if program.read_text(encoding='utf-8').startswith('# differs: '):
        continue
    run = subprocess.run(
        [sys.executable, '-X', 'utf8', '-W', 'ignore', str(program)], cwd=program.parent, check=True, capture_output=True
    )
    expected = program.with_suffix('.out')
    if '--check' not in sys.argv:
        expected.write_bytes(run.stdout)
    elif not expected.exists() or expected.read_bytes() != run.stdout:
        different.append(str(expected.relative_to(here)))
if different:
    sys.exit('differ: ' + ', '.join(different))
