namespace Nuke.Common.Tooling;

/// <summary>Changes options: <c>_ =&gt; _.AddPair("Machines", "3")</c>.</summary>
public delegate T Configure<T>(T options);
