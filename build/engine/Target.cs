namespace Nuke.Common;

/// <summary>A named step of the build graph, declared as a property of the build class.</summary>
public delegate ITargetDefinition Target(ITargetDefinition _);
