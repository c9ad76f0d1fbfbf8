using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

public sealed partial record Unit
{
    /// <summary>What one look at the host says about a unit.</summary>
    private sealed class UnitDiff(Unit unit, HostFacts facts, Change? files)
    {
        private readonly UnitInfo _now = facts.Get(new UnitFact(unit.UnitName));
        private readonly List<Difference> _differences = [.. files?.Differences ?? []];
        private string _script = "";
        private bool _interrupts;
        private bool _needsFunctions;

        private string Word => Sh.Quote(unit.UnitName);

        public Change? Change()
        {
            var before = _differences.Count;
            if (unit.Masked)
                Mask();
            else
                Enable();
            var verb = unit.Masked ? null : Verb();
            if (verb is not null)
                _script += Start(verb);
            if (unit is { Running: false, Masked: false } && _now.IsUp)
                Do("state", _now.Active, "inactive", $"systemctl stop -- {Word}\n", interrupts: true);
            if (unit is { Enabled: false, Masked: false } && (_now.IsLinked || _now.File is "enabled" or "enabled-runtime"))
                Do("enabled", "enabled", "disabled", $"systemctl -q disable -- {Word}\n");
            if (_differences.Count == 0)
                return null;
            var reload = (_script.Length > 0 || files is not null) && !unit.Masked ? Reload() : "";
            var change = files ?? new Change(unit, [], "");
            return change with
            {
                Differences = _differences,
                Functions = [.. reload.Length > 0 ? [UnitScripts.Reload] : Array.Empty<string>(), .. _needsFunctions ? [UnitScripts.Functions] : Array.Empty<string>()],
                Script = new HostText((files is null ? "" : files.Script.Reveal().TrimEnd('\n') + "\n") + reload + _script, change.Script.IsSecret),
                Interrupts = _interrupts,
            };
        }

        private void Mask()
        {
            if (_now.IsUp)
                Do("state", _now.Active, "inactive", $"systemctl stop -- {Word}\n", interrupts: true);
            if (!_now.IsMasked)
                Do("enabled", _now.File is "" ? null : _now.File, "masked", $"systemctl -q mask -- {Word}\n");
        }

        private void Enable()
        {
            if (_now.IsMasked && (unit.Enabled == true || unit.Running == true))
                Do("enabled", "masked", "not masked", $"systemctl -q unmask -- {Word}\n");
            if (unit.Enabled != true || _now.IsEnabled)
                return;
            Do("enabled", _now.File is "" ? null : _now.File, "enabled", $"j_enable {Word}{(unit.Stays ? " stays" : "")}\n");
            _needsFunctions = true;
        }

        private string? Verb()
        {
            var changing = unit.RestartPaths.Where(path => facts.IsChanging(path)).Concat(files?.Writes.Keys ?? []).Distinct().ToList();
            var since = _now.IsActive ? _now.StartedAt : _now.ConditionFailed ? _now.TriedAt : _now.ChangedAt;
            var newer = unit.RestartPaths.Where(path => since is not null && facts.Get(new NewestFact(path)).At >= since).Except(changing).ToList();
            var isStale = changing.Count + newer.Count > 0;
            if (_now.IsActive)
            {
                if (isStale && unit.Running != false)
                    return Restarts("restart", changing, newer);
                var reloads = unit.ReloadOn.Where(path => facts.IsChanging(path)).ToList();
                var newerReloads = unit.ReloadOn.Where(path => facts.Get(new NewestFact(path)).At >= (_now.ChangedAt ?? DateTimeOffset.MaxValue)).Except(reloads).ToList();
                return reloads.Count + newerReloads.Count > 0 && unit.Running != false ? Restarts("reload", reloads, newerReloads) : null;
            }

            if (unit.Running != true)
                return null;
            var hasRun = _now is { Active: "inactive", ConditionFailed: true } or { Active: "inactive", RunsOnce: true, Result: "success", ChangedAt: not null };
            if (hasRun && !isStale)
                return null;
            _differences.Add(hasRun ? Because("start", changing, newer) : new Difference("state", !_now.Exists ? null : _now.Active == "failed" ? $"failed ({_now.Result})" : _now.IsUp ? $"{_now.Active} ({_now.Sub})" : _now.Active, "active"));
            return changing.Count > 0 ? "restart" : "start";
        }

        private string Restarts(string verb, List<string> changing, List<string> newer)
        {
            _differences.Add(Because(verb, changing, newer));
            _interrupts = true;
            return verb;
        }

        private static Difference Because(string verb, List<string> changing, List<string> newer) =>
            new(verb, null, "because of " + string.Join(", ", changing.Select(path => $"{path}").Concat(newer.Select(path => $"{path}, which is newer than its start"))));

        private void Do(string what, string? now, string wanted, string script, bool interrupts = false)
        {
            _differences.Add(new Difference(what, now, wanted));
            _script += script;
            _interrupts |= interrupts;
        }

        private string Reload()
        {
            var paths = new[] { unit.Path, unit.DropInFolder }.Concat(unit.RestartOn.Where(path => path.StartsWith("/etc/systemd/", StringComparison.Ordinal))).ToList();
            var changed = files is not null || _now.NeedsReload || paths.Exists(facts.IsChanging) || unit.OwnPaths.Exists(path => facts.Get(new NewestFact(path)).At >= _now.StartedAt);
            if (!changed)
                return "";
            // New units systemd finds by itself; additions to a unit that it knows, or gets to know from a package meanwhile, it does not.
            var isNew = !_now.Exists && unit.UnitFile is not null && unit.DropIns.Count == 0;
            return isNew ? "" : $"j_units {Sh.Words(paths)} {Sh.Quote(unit.DropInFolder)}/*\n";
        }

        private string Start(string verb)
        {
            _needsFunctions = true;
            var paths = (verb == "reload" ? unit.ReloadOn : unit.RestartPaths.Concat(unit.ReloadOn)).Select(Sh.Quote).Select(word => $" {word} {word}/* {word}/*/*").ToList();
            return (paths.Count == 0 ? "" : $"j_past{string.Concat(paths)}\n") +
                (_now.Active == "failed" ? $"systemctl reset-failed -- {Word}\n" : "") +
                $"j_up {verb} {Word}\n";
        }
    }
}
