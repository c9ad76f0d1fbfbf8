using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>An output that somebody sits in front of: it can show text that does not end its line, such as a question.</summary>
internal interface IQuestionOutput
{
    /// <summary>Shows the text as it is and returns true, or returns false where it has to wait for the rest of its line.</summary>
    bool TryShow(ExecutableTarget? target, string text);
}
