namespace Nuke.Common.IO;

/// <summary>Something that stands for a path, such as a project: it can be interpolated into arguments as one.</summary>
public interface IAbsolutePathHolder
{
    AbsolutePath Path { get; }
}
