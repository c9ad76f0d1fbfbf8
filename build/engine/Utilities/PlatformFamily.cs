namespace Nuke.Common;

/// <summary>The kinds of operating system that a build tells apart.</summary>
public enum PlatformFamily
{
    Unknown,
    Windows,
    Linux,
    OSX,
}
