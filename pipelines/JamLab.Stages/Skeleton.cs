namespace JamLab.Stages; internal static class Skeleton;
