Console.WriteLine("Choose a benchmark; see README.md.");
