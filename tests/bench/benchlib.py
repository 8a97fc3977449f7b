"""Shared parts of the bench tools: private X display, frame-buffer reader, process accounting.

The pixels are read from Xvfb's own memory-mapped screen (Xvfb -fbdir), never through an X
request, so looking at the screen costs the X server and the program under test nothing but
the CPU the poll itself takes.
"""
import mmap
import os
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def cache(name):
    """A folder of ours in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "nameplate-bench", name)


def reexec_in_venv(*mods):
    """Import mods; when one is missing, re-exec in $BENCH_VENV (made by tests/bench/setup)."""
    try:
        for m in mods:
            __import__(m)
        return
    except ImportError as e:
        venv = os.environ.get("BENCH_VENV") or cache("venv")
        py = os.path.join(venv, "bin", "python")
        if os.path.exists(py) and os.environ.get("_BENCH_REEXEC") != "1":
            os.environ["_BENCH_REEXEC"] = "1"
            os.execv(py, [py] + sys.argv)
        sys.exit("bench: python module missing (%s): run tests/bench/setup first" % e)


# --------------------------------------------------------------------------- numbers
def med(xs):
    xs = [x for x in xs if x is not None]
    return statistics.median(xs) if xs else None


def pct(xs, p):
    xs = sorted(xs)
    if not xs:
        return None
    k = (len(xs) - 1) * p / 100.0
    lo = int(k)
    hi = min(lo + 1, len(xs) - 1)
    return xs[lo] + (xs[hi] - xs[lo]) * (k - lo)


def fmt(x, d=1):
    return "-" if x is None else ("%.*f" % (d, x))


# --------------------------------------------------------------------------- /proc
TICK = os.sysconf("SC_CLK_TCK")
NCPU = os.cpu_count() or 1


def cpu_busy():
    """Seconds of busy CPU of the whole machine so far (user+nice+sys+irq+softirq)."""
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:]]
    return (v[0] + v[1] + v[2] + v[5] + v[6]) / TICK, (v[7] if len(v) > 7 else 0) / TICK


def prioritise(n=-20):
    """Raise this process and all it starts over the machine's other work (root only).

    Linux autogroups every session: a nice value counts only inside its session, so the tool
    makes a session of its own, raises that session's autogroup, and starts X, the bus and the
    program inside it: they compete with each other as on an idle machine, and win over the rest.
    """
    try:
        os.setsid()
    except OSError:
        if os.getpgrp() == os.getpid() and os.environ.get("_BENCH_SID") != "1":
            pid = os.fork()                  # a group leader cannot setsid: let a child do it
            if pid:
                try:
                    _, st = os.waitpid(pid, 0)
                except KeyboardInterrupt:
                    os.kill(pid, signal.SIGTERM)
                    _, st = os.waitpid(pid, 0)
                os._exit(os.waitstatus_to_exitcode(st) & 255)
            os.setsid()
    raise_group(os.getpid(), n)
    try:
        os.setpriority(os.PRIO_PROCESS, 0, max(n, -10))
    except OSError:
        pass


def raise_group(pid, n=-20):
    try:
        with open("/proc/%d/autogroup" % pid, "w") as f:
            f.write(str(n))
        return True
    except OSError:
        return False


def wait_quiet(share, limit=60.0):
    """Wait (at most limit s) until less than share of the machine's CPU is busy; the share seen."""
    end = time.monotonic() + limit
    while True:
        b, t = cpu_busy()[0], time.monotonic()
        time.sleep(0.4)
        s = (cpu_busy()[0] - b) / ((time.monotonic() - t) * NCPU)
        if s < share or time.monotonic() > end:
            return s


def loadavg():
    return open("/proc/loadavg").read().split()[0]


def ppids():
    out = {}
    for d in os.listdir("/proc"):
        if d.isdigit():
            try:
                s = open("/proc/%s/stat" % d).read()
                out[int(d)] = int(s[s.rindex(")") + 2:].split()[1])
            except OSError:
                pass
    return out


def tree(root, marker=None):
    """root, everything below it, and everything carrying marker in its environment."""
    pp = ppids()
    kids = {}
    for p, q in pp.items():
        kids.setdefault(q, []).append(p)
    seen, todo = set(), []
    if root in pp:
        todo.append(root)
    if marker:
        mb = marker.encode()
        for p in pp:
            try:
                if mb in open("/proc/%d/environ" % p, "rb").read():
                    todo.append(p)
            except OSError:
                pass
    while todo:
        p = todo.pop()
        if p in seen:
            continue
        seen.add(p)
        todo += kids.get(p, [])
    return seen


def proc_mem(pids):
    """(PSS, USS, RSS) in MiB, threads, live processes; summed over pids."""
    pss = uss = rss = thr = n = 0
    for p in pids:
        try:
            t = open("/proc/%d/smaps_rollup" % p).read()
            st = open("/proc/%d/status" % p).read()
        except OSError:
            continue
        g = dict(re.findall(r"^(\w+):\s+(\d+)", t, re.M))
        if "Pss" not in g:
            continue
        pss += int(g["Pss"])
        rss += int(g["Rss"])
        uss += int(g["Private_Clean"]) + int(g["Private_Dirty"])
        m = re.search(r"^Threads:\s+(\d+)", st, re.M)
        thr += int(m.group(1)) if m else 0
        n += 1
    return pss / 1024, uss / 1024, rss / 1024, thr, n


def proc_cpu(pids):
    """{(pid,tid): (cpu_ns, voluntary switches, involuntary switches)} of every thread."""
    out = {}
    for p in pids:
        try:
            tids = os.listdir("/proc/%d/task" % p)
        except OSError:
            continue
        for t in tids:
            try:
                ns = int(open("/proc/%d/task/%s/schedstat" % (p, t)).read().split()[0])
                st = open("/proc/%d/task/%s/status" % (p, t)).read()
            except (OSError, IndexError, ValueError):
                continue
            v = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", st, re.M)
            i = re.search(r"^nonvoluntary_ctxt_switches:\s+(\d+)", st, re.M)
            out[(p, t)] = (ns, int(v.group(1)) if v else 0, int(i.group(1)) if i else 0)
    return out


def cpu_delta(a, b):
    ns = vol = 0
    for k, v in b.items():
        o = a.get(k, (0, 0, 0))
        ns += v[0] - o[0]
        vol += v[1] - o[1]
    return ns / 1e6, vol


def stop(pids, grace=1.5):
    """End exactly these pids: TERM, then KILL for what is left."""
    pids = [p for p in pids if p > 1 and p != os.getpid()]
    for sig, wait in ((signal.SIGTERM, grace), (signal.SIGKILL, 2.0)):
        for p in pids:
            try:
                os.kill(p, sig)
            except OSError:
                pass
        end = time.monotonic() + wait
        while time.monotonic() < end:
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                pass
            pids = [p for p in pids if os.path.exists("/proc/%d" % p)]
            pids = [p for p in pids if _state(p) != "Z"]
            if not pids:
                return
            time.sleep(0.02)


def _state(p):
    try:
        s = open("/proc/%d/stat" % p).read()
        return s[s.rindex(")") + 2]
    except OSError:
        return "Z"


# --------------------------------------------------------------------------- display
class Display:
    """A private Xvfb + window manager, with the screen readable as a numpy array (.fb)."""

    def __init__(self, size="1280x800", wm="openbox", bg="#305070", keep=None):
        import numpy as np
        self.np = np
        self.dir = tempfile.mkdtemp(prefix="bench-x-")
        self.marker = "BENCH_DISPLAY_ID=%d_%d" % (os.getpid(), time.monotonic_ns())
        env = dict(os.environ)
        env.pop("WAYLAND_DISPLAY", None)
        k, v = self.marker.split("=")
        env[k] = v
        r, w = os.pipe()
        self.xvfb = subprocess.Popen(
            ["Xvfb", "-displayfd", str(w), "-screen", "0", size + "x24", "-fbdir", self.dir,
             "-nolisten", "tcp", "-noreset", "-ac"],
            pass_fds=(w,), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(w)
        num = b""
        while not num.endswith(b"\n"):
            c = os.read(r, 16)
            if not c:
                sys.exit("bench: Xvfb did not start")
            num += c
        os.close(r)
        self.name = ":" + num.decode().strip()
        env["DISPLAY"] = self.name
        self.env = env
        subprocess.run(["xsetroot", "-solid", bg], env=env, check=False)
        subprocess.run(["xset", "s", "off"], env=env, check=False, stderr=subprocess.DEVNULL)
        self.wm = None
        if wm and wm != "none":
            self.wm = subprocess.Popen([wm], env=env, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        self._map_fb()
        from Xlib import X, display
        self.X = X
        self.d = display.Display(self.name)
        self.root = self.d.screen().root
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask | X.PropertyChangeMask)
        self.a_list = self.d.intern_atom("_NET_CLIENT_LIST")
        self.a_pid = self.d.intern_atom("_NET_WM_PID")
        self.a_chk = self.d.intern_atom("_NET_SUPPORTING_WM_CHECK")
        if self.wm:
            for _ in range(200):
                if self.root.get_full_property(self.a_chk, 0):
                    break
                time.sleep(0.02)
        self.d.sync()

    def _map_fb(self):
        np = self.np
        path = os.path.join(self.dir, "Xvfb_screen0")
        for _ in range(200):
            if os.path.exists(path) and os.path.getsize(path) > 100:
                break
            time.sleep(0.02)
        f = open(path, "rb")
        self.mm = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
        h = struct.unpack(">25I", self.mm[:100])
        hs, w, ht, bpl, nc = h[0], h[4], h[5], h[12], h[19]
        off = hs + nc * 12
        self.fb = np.frombuffer(self.mm, dtype=np.uint32, offset=off,
                                count=ht * bpl // 4).reshape(ht, bpl // 4)[:, :w]
        self.w, self.h = w, ht

    def clients(self):
        if self.wm:
            try:
                p = self.root.get_full_property(self.a_list, 0)
                return list(p.value) if p else []
            except Exception:
                return []
        out = []
        for c in self.root.query_tree().children:
            try:
                if c.get_attributes().map_state == self.X.IsViewable:
                    out.append(c.id)
            except Exception:
                pass
        return out

    def pid_of(self, wid):
        try:
            p = self.d.create_resource_object("window", wid).get_full_property(self.a_pid, 0)
            return p.value[0] if p else None
        except Exception:
            return None

    def active(self):
        try:
            p = self.root.get_full_property(self.d.intern_atom("_NET_ACTIVE_WINDOW"), 0)
            return p.value[0] if p and p.value[0] else None
        except Exception:
            return None

    def geom(self, wid):
        """x, y, w, h of the client area on screen, clipped to it; None if it is gone."""
        try:
            w = self.d.create_resource_object("window", wid)
            g = w.get_geometry()
            if w.get_attributes().map_state != self.X.IsViewable:
                return None
            t = self.root.translate_coords(w, 0, 0)   # w's origin in root coordinates
            x, y = t.x, t.y
        except Exception:
            return None
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(self.w, x + g.width), min(self.h, y + g.height)
        if x1 - x0 < 2 or y1 - y0 < 2:
            return None
        return x0, y0, x1 - x0, y1 - y0

    def screenshot(self, path, box=None):
        from PIL import Image
        a = self.fb
        if box:
            x, y, w, h = box
            a = a[y:y + h, x:x + w]
        a = self.np.ascontiguousarray(a)
        rgb = self.np.dstack([(a >> 16) & 255, (a >> 8) & 255, a & 255]).astype("uint8")
        Image.fromarray(rgb).save(path)

    def close(self):
        try:
            self.d.close()
        except Exception:
            pass
        if self.wm:
            stop([self.wm.pid])
        stop([self.xvfb.pid])
        self.fb = None
        shutil.rmtree(self.dir, ignore_errors=True)


class Session:
    """A private session D-Bus (and warmed accessibility bus), as a real desktop has running."""

    def __init__(self, disp, home, a11y=True, extra_env=None, user=None):
        self.env = dict(disp.env)
        os.makedirs(home, exist_ok=True)
        self.rt = tempfile.mkdtemp(prefix="bench-rt-")
        os.chmod(self.rt, 0o700)
        self.as_user = {}
        if user:                                   # drop to that user, as a desktop would
            import pwd
            pw = pwd.getpwnam(user)
            self.as_user = dict(user=pw.pw_uid, group=pw.pw_gid, extra_groups=[])
            os.chown(self.rt, pw.pw_uid, pw.pw_gid)
            subprocess.run(["chown", "-R", "%d:%d" % (pw.pw_uid, pw.pw_gid), home], check=True)
            self.env.update(USER=user, LOGNAME=user)
        self.env.update(HOME=home, XDG_RUNTIME_DIR=self.rt, XDG_SESSION_TYPE="x11",
                        XDG_CONFIG_HOME=home + "/.config", XDG_CACHE_HOME=home + "/.cache",
                        XDG_DATA_HOME=home + "/.local/share", LANG="C.UTF-8", LC_ALL="C.UTF-8")
        self.env.update(extra_env or {})
        env = dict(self.env)
        env["BENCH_BUS_ID"] = str(time.monotonic_ns())
        self.marker = "BENCH_BUS_ID=" + env["BENCH_BUS_ID"]
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                                    env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    **self.as_user)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().decode().strip()
        if a11y:
            subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus",
                            "/org/a11y/bus", "org.a11y.Bus.GetAddress"], env=self.env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20,
                           check=False, **self.as_user)
            time.sleep(0.3)

    def close(self):
        pids = tree(self.bus.pid, self.marker)
        stop(pids)
        shutil.rmtree(self.rt, ignore_errors=True)


class Launch:
    """One started command: exec time, first window, first content, settle."""

    def __init__(self, disp, sess, cmd, ignore_px=150, min_win=80, cwd=None, stderr=None):
        self.disp, self.sess = disp, sess
        self.ignore_px, self.min_win = ignore_px, min_win
        rid = "%d_%d" % (os.getpid(), time.monotonic_ns())
        env = dict(sess.env)
        env["BENCH_RUN_ID"] = rid
        self.marker = "BENCH_RUN_ID=" + rid
        while disp.d.pending_events():
            disp.d.next_event()
        self.before = set(disp.clients())
        self.busy0, self.steal0 = cpu_busy()
        self.self0 = time.process_time()
        self.t0 = time.monotonic()
        self.p = subprocess.Popen(cmd, env=env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL,
                                  stderr=stderr or subprocess.DEVNULL,
                                  shell=isinstance(cmd, str), process_group=0, cwd=cwd,
                                  **sess.as_user)
        self.t_map = self.t_paint = self.t_last = None
        self.win = self.box = None
        self.frames = []

    def ms(self, t):
        return None if t is None else (t - self.t0) * 1000

    def _pick(self):
        """Largest mapped client window that was not there at start."""
        best = None
        for w in self.disp.clients():
            if w in self.before:
                continue
            g = self.disp.geom(w)
            if g and g[2] >= self.min_win and g[3] >= self.min_win // 2:
                if best is None or g[2] * g[3] > best[1][2] * best[1][3]:
                    best = (w, g)
        return best

    def settle(self, quiet=0.5, cap=30.0, poll=0.002):
        """Wait until the window stops changing for `quiet` s. True when it did."""
        np, d = self.disp.np, self.disp.d
        prev = None
        t_geom = 0.0
        while True:
            now = time.monotonic()
            if now - self.t0 > cap:
                return False
            ev = False
            while d.pending_events():
                e = d.next_event()
                ev = True
            if self.win is None:
                if ev or now - t_geom > 0.05:
                    t_geom = now
                    b = self._pick()
                    if b:
                        self.win, self.box = b
                        self.t_map = now
                        prev = None
                if self.win is None and self.p.poll() is not None and now - self.t0 > 8:
                    return False
            elif ev or now - t_geom > 0.04:
                t_geom = now
                b = self._pick()
                if b is None:
                    self.win = None
                    prev = None
                elif b != (self.win, self.box):
                    self.win, self.box = b
                    prev = None
                    self.t_last = now
            if self.win is not None:
                x, y, w, h = self.box
                cur = self.disp.fb[y:y + h:3, x:x + w].copy()
                now = time.monotonic()
                changed = prev is None or not np.array_equal(cur, prev)
                if changed:
                    if prev is None or np.count_nonzero(cur != prev) * 3 > self.ignore_px:
                        if prev is not None:
                            self.t_last = now
                    if self.t_paint is None and self._content(cur):
                        self.t_paint = now
                        self.t_last = self.t_last or now
                    prev = cur
                    self.frames.append((now, cur))
                    if len(self.frames) > 400:
                        del self.frames[1:200:2]
                elif self.t_paint is not None and now - max(self.t_last, self.t_paint) > quiet:
                    return True
            time.sleep(poll)

    def _content(self, a):
        np = self.disp.np
        flat = a[:, ::2]
        h, w = flat.shape
        if not h or not w:
            return False
        best = 0
        for fy, fx in ((.5, .5), (.1, .1), (.9, .9), (.1, .9), (.9, .1), (.3, .7), (.7, .3)):
            c = flat[int(fy * (h - 1)), int(fx * (w - 1))]
            best = max(best, np.count_nonzero(flat == c))
        return flat.size - best > 30          # sampled 1 in 6: about 180 real pixels

    def visual(self, share=0.9):
        """Earliest time from which >= share of the final non-background pixels stay right."""
        np = self.disp.np
        fr = [f for f in self.frames if f[1].shape == self.frames[-1][1].shape]
        if not fr or self.t_paint is None:
            return None
        fin = fr[-1][1]
        val, cnt = np.unique(fin, return_counts=True)
        mask = fin != val[np.argmax(cnt)]
        tot = max(1, np.count_nonzero(mask))
        t = None
        for when, f in reversed(fr):
            if np.count_nonzero((f == fin) & mask) < share * tot:
                break
            t = when
        return t

    def pids(self):
        s = tree(self.p.pid, self.marker)
        for w in self.disp.clients():
            if w not in self.before:
                q = self.disp.pid_of(w)
                if q and q not in s and os.path.exists("/proc/%d" % q):
                    s |= tree(q)
        return s

    def close(self):
        stop(self.pids())
        try:
            self.p.wait(timeout=2)
        except Exception:
            pass
        for _ in range(100):
            if not (set(self.disp.clients()) - self.before):
                break
            time.sleep(0.02)
