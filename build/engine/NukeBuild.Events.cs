namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>Called when the parameters have their values.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when everything is checked and the first target is about to start.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called once after the last target, whatever the outcome.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before a target runs, on its thread; targets that run side by side call side by side.</summary>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    protected internal virtual void OnTargetFailed(string target)
    {
    }
}
