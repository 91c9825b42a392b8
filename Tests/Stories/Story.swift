/// A golden story of fixtures/.
public struct Story {}
