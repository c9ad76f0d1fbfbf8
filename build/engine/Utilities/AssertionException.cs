using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common;

/// <summary>What a target expected was not so; the message says all, a stack trace adds nothing.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never goes without a message.")]
public sealed class AssertionException(string message, Exception? innerException = null) : Exception(message, innerException);
