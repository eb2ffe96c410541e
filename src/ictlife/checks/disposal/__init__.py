"""Looking at media that leave the town（廃棄・返却）."""
