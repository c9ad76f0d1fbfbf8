using JamLab.Inventory;

namespace JamLab.Stages.Configuration;

/// <summary>The environment's secrets by name. Where they are kept is another's matter.</summary>
public interface ISecrets
{
    /// <summary>The secret of this name; made by <paramref name="make"/> and kept when there is none yet. Safe to call from several threads and by two runs.</summary>
    Secret GetOrCreate(string name, Func<Secret> make);

    /// <summary>The secret of this name if there is one: for what only a host can make, such as Vault its keys.</summary>
    Secret? Find(string name) => null;

    /// <summary>Takes a secret that is kept elsewhere, such as a certificate's key, among those that texts are cleaned of.</summary>
    void Note(Secret secret)
    {
    }

    /// <summary>All values known so far, for taking them out of texts; only ever grows, and costs nothing to ask for.</summary>
    IReadOnlyCollection<Secret> Opened { get; }
}
