namespace JamLab.Inventory.Model;

/// <summary>An amount of memory or disk in bytes, written <c>12GiB</c>, <c>512MiB</c> or <c>2TB</c> (IEC 80000-13 units).</summary>
public readonly partial record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    public long MiB => Bytes >> 20;

    public long GiB => Bytes >> 30;

    public static ByteSize FromMiB(long value) => new(value << 20);

    public static ByteSize FromGiB(long value) => new(value << 30);

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    /// <summary>The largest IEC unit that gives a whole number: <c>12GiB</c>, <c>1536MiB</c>, <c>1000B</c>.</summary>
    public override string ToString() => this switch
    {
        { Bytes: 0 } => "0B",
        _ when Bytes % (1L << 40) == 0 => $"{Bytes >> 40}TiB",
        _ when Bytes % (1L << 30) == 0 => $"{Bytes >> 30}GiB",
        _ when Bytes % (1L << 20) == 0 => $"{Bytes >> 20}MiB",
        _ when Bytes % (1L << 10) == 0 => $"{Bytes >> 10}KiB",
        _ => $"{Bytes}B",
    };
}
