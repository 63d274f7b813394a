#!/bin/bash
# usage: mut.sh name file 'python replace a' 'b' tests...
name=$1; file=$2; a=$3; b=$4; shift 4
rm -rf /tmp/rrs-mut; mkdir -p /tmp/rrs-mut; cd /work/main; tar -c --exclude=node_modules --exclude=.git --exclude=out . | tar -x -C /tmp/rrs-mut; ln -s /work/main/node_modules /tmp/rrs-mut/node_modules
cd /tmp/rrs-mut
A="$a" B="$b" python3 - "$file" <<'P'
import sys,os
p=sys.argv[1]; s=open(p).read(); a=os.environ['A']; assert s.count(a)>=1,(p,a)
s=s.replace(a,os.environ['B'],1); open(p,'w').write(s)
P
[ $? -eq 0 ] || { echo "$name: NOT APPLIED"; exit 1; }
export PATH=/work/main/node_modules/.bin:$PATH
echo "=== $name"; RRS_SEED=77 timeout 400 vitest run "$@" 2>&1 | grep -E "✗|×|passed|failed" | sed 's/\x1b\[[0-9;]*m//g' | head -30
