# usage: mutate.sh file 'python-expr old' 'new' test
cd /tmp/mut; export PATH=/work/main/node_modules/.bin:$PATH
cp "$1" /tmp/mut.bak
python3 - "$1" "$2" "$3" <<'P'
import sys
p,a,b=sys.argv[1:4]; s=open(p).read()
assert a in s, 'not found: '+a
open(p,'w').write(s.replace(a,b,1))
P
vitest run $4 2>&1 | grep -E 'passed, |FAIL' | tail -3 | cut -c1-200
cp /tmp/mut.bak "$1"
