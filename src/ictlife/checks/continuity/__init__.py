"""Looking at copies, places, power, people and practice（業務継続）."""
