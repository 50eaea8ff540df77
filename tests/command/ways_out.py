"""What somebody with a key for `vigie review` might try, to have more than it opens."""

WAYS_OUT = (
    # a shell, or what makes one
    "sh", "bash -i", "/bin/sh", "sh -c id", "env", "exec sh", "sudo -s", "python3", "vi", "less /etc/passwd",
    "status 208; id", "status 208 ; sh", "status 208 && sh", "status 208 || sh", "status 208 | sh", "status 208 & sh",
    "status `id`", "status $(id)", "status ${IFS}208", "status $VIGIE_STORE", "status 208 > /tmp/x", "status < /etc/sh",
    "status 208\nid", "status\n208", "status 208\rid", "status 208\x00id", "\x1b[2Jstatus", "status\t208\x07",
    "PATH=/tmp status 208", "VIGIE_STORE=/etc status", "-c id", "--", "-- status", "status -- 208", "!sh", "~", "*",
    # a name that is none
    "find", "find --json", "find --store /etc", "find -x", "find a;b", "find a $(id)", "find /etc/passwd", "find 208",
    "find - -", "find a -", "find --as root a", "find a --json --json", "find a --full", "find ../x", "find @a",
    "find а", "find ２", "find a×b", "find a\u202eb", "find a\u2003b", "find a\u0338b", "status é", "find é;é",
    "find \udce9",
    "FIND a",
    # a file, or another store
    "status --store /etc", "status --store=/etc", "--store /etc status", "status 208 --store .", "status --sto /etc",
    "log 208 --store /tmp", "review --store /tmp", "review --store=/tmp 208", "status ../../etc", "status ../208",
    "log /etc/passwd", "log 208/../209", "check /etc/passwd", "status ~/208", "status file:///etc/passwd",
    "export 208 --to /tmp", "export 208 --to=/tmp", "export 208 --to -", "export 208 --zip", "export 208 --force",
    "export 208 --only pdf", "export 208 --only json --to /tmp", "export 208 --anonymous", "export 208 -t /tmp",
    "import /etc/passwd", "import - --update", "papers 208 --to /tmp", "@/etc/passwd", "status @/etc/passwd",
    # another verb of Vigie, or somebody else's name
    "do 208 sign 1", "do 208 close --force", "run 208", "demo", "purge --yes", "forget 208 1 --yes", "finalise 208",
    "check 208", "report --year 2026-2027", "doctor", "home", "vigie", "vigie do 208 sign 1", "vigie vigie status",
    "/usr/bin/vigie status", "./vigie status", "python3 -m supervisor status", "status 208 --as Référent",
    "review --as root", "--as root review", "REVIEW", "Status", "reviews", "rev", "stat 208", "lo 208",
    # help, versions, options cut short, options said twice
    "-h", "--help", "status -h", "status --help", "review --help", "--version", "status --js", "log 208 --fol",
    "status --json=1", "status --json --json", "status --full=", "log 208 --full", "review --json", "export 208 --json",
    # too much, too little, too long, not what it looks like
    "log", "export", "status 208 209", "status 208 208", "log 208 209", "export all", "status ''", 'status ""', '""',
    "status 2 0 8", "status -208", "status 0x208", "status 208.0", "status 1234567890", "status p", "status p1p2",
    "status ²⁰⁸", "status ２０８", "status\u00a0208", "status\u2003208", "status\u202e208", "ѕtatus", "stаtus 208",
    "status '208", 'status "208', "status 208\\", "status \\\n208", "status 'a b'", "status " + "9" * 300,
    "status" + " " * 500, " ".join(["status"] * 200), "é", "\udcff\udcfe",
    # what the clients of OpenSSH ask for when they copy files
    "sftp-server", "/usr/lib/openssh/sftp-server", "internal-sftp", "scp -t /tmp", "scp -f /etc/passwd", "scp -r -t .",
    "rsync --server -vlogDtpre.iLsfxCIvu . /tmp", "git-upload-pack '/srv'", "tar c /srv", "cat /etc/passwd",
    "mosh-server new", "tmux attach", "screen -x", "xterm", "nc -l 4444",
)  # fmt: skip
"""None of it is `review [N]`, `status [N] [--json] [--full] [--watch]`, `log N [--json] [--follow]`, `export N` or
`find NAME [--json]`."""
