namespace JamLab.Stages.Updates;

/// <summary>A publisher could not be asked, or said what nobody understands; the others are asked all the same.</summary>
internal sealed class PublisherException(string message) : Exception(message);
