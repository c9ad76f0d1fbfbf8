using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>
/// Places the layers on a page: edges that pass a layer get a lane of their own there, so that no line runs through a box,
/// and boxes and lanes are pulled towards what they are joined to until they stand well.
/// </summary>
internal sealed class PlanDrawing
{
    public const double BoxHeight = 44;
    public const double LayerHeight = 104;
    public const double Margin = 56;
    private const double Gap = 28;
    private const double LaneWidth = 10;
    private const double CharacterWidth = 8.1;
    private const int Rounds = 40;

    private readonly List<List<Slot>> layers;

    public PlanDrawing(PlanLayout layout)
    {
        layers = [.. layout.Layers.Select(l => l.Select(t => new Slot(t, BoxWidth(t))).ToList())];
        var boxes = layers.SelectMany(l => l).ToDictionary(s => s.Target!);
        Edges = [.. layout.Edges.Where(e => layout.Layer(e.From) < layout.Layer(e.To)).Select(e => Route(e, layout, boxes))];
        Order();
        Place();
        Boxes = boxes;
        Width = layers.SelectMany(l => l).Max(s => s.X + s.Width / 2) + Margin;
        Height = Margin / 2 + (layers.Count - 1) * LayerHeight + BoxHeight + Margin / 2;
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyDictionary<ExecutableTarget, Slot> Boxes { get; }

    public IReadOnlyList<(PlanEdge Edge, IReadOnlyList<Slot> Through)> Edges { get; }

    public static double Top(int layer) => Margin / 2 + layer * LayerHeight;

    private static double BoxWidth(ExecutableTarget target) => Math.Max(120, TextWidth.Of(target.Name) * CharacterWidth + 44);

    private (PlanEdge Edge, IReadOnlyList<Slot> Through) Route(PlanEdge edge, PlanLayout layout, Dictionary<ExecutableTarget, Slot> boxes)
    {
        var (from, to) = (layout.Layer(edge.From), layout.Layer(edge.To));
        var through = new List<Slot> { boxes[edge.From] };
        for (var layer = from + 1; layer < to; layer++)
        {
            var lane = new Slot(null, LaneWidth) { Layer = layer };
            layers[layer].Add(lane);
            through.Add(lane);
        }

        through.Add(boxes[edge.To]);
        boxes[edge.From].Layer = from;
        boxes[edge.To].Layer = to;
        foreach (var (upper, lower) in through.Zip(through.Skip(1)))
        {
            upper.Below.Add(lower);
            lower.Above.Add(upper);
        }

        return (edge, through);
    }

    /// <summary>Sorts each layer by the middle of its neighbours, downwards and upwards in turn.</summary>
    private void Order()
    {
        for (var i = 0; i < layers.Count; i++)
            foreach (var slot in layers[i])
                slot.Layer = i;
        for (var sweep = 0; sweep < 8; sweep++)
        {
            var downwards = sweep % 2 == 0;
            foreach (var layer in layers)
                for (var i = 0; i < layer.Count; i++)
                    layer[i].Rank = i - (layer.Count - 1) / 2.0;
            foreach (var layer in downwards ? layers : Enumerable.Reverse(layers))
            {
                var sorted = layer.OrderBy(s => Middle(downwards ? s.Above : s.Below, n => n.Rank, s.Rank)).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                for (var i = 0; i < layer.Count; i++)
                    layer[i].Rank = i - (layer.Count - 1) / 2.0;
            }
        }
    }

    private void Place()
    {
        foreach (var layer in layers)
        {
            var x = -layer.Sum(s => s.Width + Gap) / 2;
            foreach (var slot in layer)
            {
                slot.X = x + slot.Width / 2;
                x += slot.Width + Gap;
            }
        }

        for (var round = 0; round < Rounds; round++)
            foreach (var layer in round % 2 == 0 ? layers : Enumerable.Reverse(layers))
                Settle(layer, [.. layer.Select(s => Middle([.. s.Above, .. s.Below], n => n.X, s.X))]);
        var left = layers.SelectMany(l => l).Min(s => s.X - s.Width / 2) - Margin;
        foreach (var slot in layers.SelectMany(l => l))
            slot.X -= left;
    }

    /// <summary>Brings a layer as near to where its slots want to be as their widths allow: pushes to the right, then the same to the left, and takes the mean.</summary>
    private static void Settle(List<Slot> layer, double[] wanted)
    {
        var right = (double[])wanted.Clone();
        var left = (double[])wanted.Clone();
        for (var i = 1; i < layer.Count; i++)
            right[i] = Math.Max(wanted[i], right[i - 1] + Distance(layer, i));
        for (var i = layer.Count - 2; i >= 0; i--)
            left[i] = Math.Min(wanted[i], left[i + 1] - Distance(layer, i + 1));
        for (var i = 0; i < layer.Count; i++)
            layer[i].X = (right[i] + left[i]) / 2;
    }

    private static double Distance(List<Slot> layer, int i) => (layer[i - 1].Width + layer[i].Width) / 2 + Gap;

    private static double Middle(List<Slot> neighbours, Func<Slot, double> of, double otherwise) =>
        neighbours.Count > 0 ? neighbours.Average(of) : otherwise;

    /// <summary>A box, or the lane of an edge that passes.</summary>
    internal sealed class Slot(ExecutableTarget? target, double width)
    {
        public ExecutableTarget? Target => target;

        public double Width => width;

        /// <summary>The middle.</summary>
        public double X { get; set; }

        public double Rank { get; set; }

        public int Layer { get; set; }

        public List<Slot> Above { get; } = [];

        public List<Slot> Below { get; } = [];
    }
}
